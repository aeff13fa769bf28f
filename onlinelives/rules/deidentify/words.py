"""Words that may stand in a case study as they are, and words that are also names. Our own plain lists.

A word that is missing here is flagged when it begins with a capital, and a person then decides. So a missing word costs
a moment, while a name among them would be let through: names that are also words stand in WORD_NAMES, which is asked
first.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Too frequent to flag in small letters even where the record knows them as a name (He, An, So, Can, Long ...).
TOO_FREQUENT = _set(
    """
    a an the he she it they we you i me him her us them his hers its their our my your who this that these those and
    or but if so as at by for from in into of off on onto out over to up with was were is are be been has had have
    do does did no not all can long one two there then than
    """
)

COMMON = TOO_FREQUENT | _set(
    """
    able about above accept access account across act action actions activity add address admit adult advice advise
    affect afraid after afternoon afterwards again against age agency aggression ago agree agreed ahead aim alarm
    alcohol alert allow almost alone along already also although always among amount anger angry another answer
    anxiety anxious any anybody anyone anything apologise app appear apply appointment approach area argue arm
    around arrange arrest arrive art ask asleep assault assembly assess assessment ate attack attempt attend
    attendance aunt auntie author autumn available avoid aware away baby back bad bag ban bank based bath because
    become bed bedroom been before began begin behave behaviour behind being believe belong below benefit beside
    best better between beyond big birth birthday bit blame block board body book bored both bottom bought box boy
    boyfriend break breakfast brief bring broke broken brother brought build bully bus busy buy call calm came
    camera cannot captured car card care careful carer carry case catch caught cause certain chair challenge chance
    change charge chat check child childhood children choice choose chronology church city claim class clean clear
    clearly clinic close closed clothes club coercion cold collect college come comfort comment commit common
    communicate community company complain complaint computer concern condition confide confirm conflict consent
    consider consultation contact content continue control conversation cope copy correct cost could council
    counsellor count county couple course court cousin create cried crime criminal cry current currently cut cyber
    dad daddy daily damage danger data date daughter day deal dear debt decide decision deep delay delete deny
    depend depressed describe despite detail device did die difference different difficult difficulty dinner direct
    disability disclose disclosure discuss discussed distress divorce doctor document dog done door doubt down
    download dream dress drink drive driver drove drug drunk due during duty each earlier early earn ease easily
    easy eat education effect effort eight either eldest else email emergency emotion emotional employ encourage end
    engage enjoy enough ensure enter environment episode escalate especially even evening event ever every everybody
    everyone everything evidence exactly exam example except exclude exclusion expect expert explain exploit
    exploitation expose express extra eye face fact factor fail fair fake fall false familiar family far father
    fault favourite fear feed feel feeling feelings fell felt female few fight figure file film filter final finally
    find fine finish first fit five flag flat follow food foot force forget forgot form former forward foster found
    four free frequent friend friendly friendship frighten front full fun funny further future gambling game gang
    garden gave gay general generative get getting gift girl girlfriend give given go goal goals goes going gone
    good got gran grandad grandfather grandma grandmother granny great grew grief groom grooming ground group grow
    guardian guess guidance guide hair half hand happen happy hard harm hate head health healthy hear heard heart
    held help helpful helpline hence herself hid hidden hide high himself history hit hobby hold holiday home
    homework hospital hostel hotel hour house household housing how however huge hundred hungry hurt husband idea
    identify identity ill image immediate impact important improve impulsive incident include including income
    increase indecent independent influence inform information initial initially injury inside instead interest
    internet interview invite involve involved isolated issue itself job join joint joke judge just keep kept key
    kick kid kill kind kitchen knew knife know known lack lady land language laptop large last late later laugh
    launch law lead leader leaflet learn learning least leave leaving led left legal less lesson let letter level
    lie life light like likely limit line link list listen little live lived lives living loan local location lock
    log lonely look lose loss lost lot loud low lower lunch made mail main make male malware man manage manager many
    map massive material maths matter maybe mean meant measure medical medication medicine meet meeting member
    memory mental mention mentor merge message met middle midnight might mind minute miss missing mistake mix mobile
    moment money month mood more morning most mostly mother mouth move much multiple mum mummy music must myself
    name nan nanny national near nearly necessary need neglect neighbour neither nervous network never nevertheless
    new news next nice night nine nobody noise none nor normal normally north note noted nothing notice now nude
    number nurse obvious occasion offence offend offer offered office officer offline often old older oldest once
    ongoing online only open opinion option order other others otherwise ought ourselves outcome outside overall
    overnight own page paid pain paper paragraph parent parental park part partner party pass passport password past
    patient pattern pause pay peer people per perhaps period permission person personal phishing phone photo
    photograph physical pick picture piece place plan platform play player please plus point police poor positive
    possible possibly post posted poverty practice practitioner prefer pregnant presence present presented
    presenting pressure prevent previous previously price primary print prior prison privacy private probably
    problem process profile progress project promise proper protect protection protective proud prove provide
    psychologist public published pull punish pupil push put quality question quick quickly quiet quite racism ran
    rang rape rather reach react read ready real realise really reason reassure receive recent recently recognise
    recommend record reduce refer referral referred referrer refuse regard regarding regular regularly relate
    relation relationship relative relax rely remain remember remind remove rent repeat reply report request require
    research respect respond response rest result return revenge review reviewed ride right risk road role room
    round routine row rule run rush sad safe safeguarding safety said same sat save saw say scale scam scan scared
    scene school science score screen screenshot search seat second secondary secret section security see seek seem
    seen self sell send sense sent separate serious seriously service session set setting settings seven several
    sexual shall shame share shed sheet shock shop short shortly should shout show shown shut sibling sick side sign
    significant similar simple simply since sing single sister sit site situation six size skill sleep slept slow
    small smile smoke social sofa sold some somebody somehow someone something sometimes somewhere son song soon
    sorry sort sound south speak special specialist spend spent split spoke sport spot stable staff stage stand star
    start state statement station statutory stay steal step stepped still stole stood stop story straight strange
    stranger strategy street strength strengths stress strict strong struggle stuck student study stuff subject such
    suddenly suffer suggest suicide suitable summary support suppose sure surgery surname surprise suspect suspend
    sweet swim system table tablet tag take taken talk taught teach teacher team tearful teenager telephone
    television tell ten tenancy tend tense term text thank therapist therapy therefore thing think third thirty
    thought thousand threat threaten three threshold through throughout throw thus ticket time times tired today
    together told tomorrow tonight too took tool top total touch toward towards town track trade traffic train
    training transfer travel treat trick tried trip trouble true trust truth try turn tutor twelve twenty twice twin
    two type unable uncle under understand understood unfortunately unit university unknown unless unlikely until
    unusual update upset upstairs urgent use used useful user username usual usually van various very via victim
    video view views violence violent visible visit voice volunteer vulnerable wait wake walk wall want warm warn
    was watch water way weapon wear website week weekend weekly weight welfare well wellbeing went were west what
    whatever when whenever where whereas whether which while whilst white whole whom whose why wide wife window
    winter wish wishes within without witness woke woman women won word work worker world worn worries worry worse
    worst worth would write written wrong wrote year yes yesterday yet young younger youngest yourself youth zero
    """
)

# Capitals that belong to the trade: services, laws, subjects, kinship as a name, games and platforms, which matter.
ALLOWED = _set(
    """
    yp tc sw fsw ssw eh hv ew ewo tm mgm mgf pgm pgf bf gf dv da dob la pru sgo ico po asb cs salt ep ot edt abe
    shpo csam icb pr cpis na tbc nfa ai upn nino ni api childline ceop nspcc samaritans ofsted ofcom dfe nhs gp
    camhs mash dsl dsp senco sen send ehcp ehc cin cp lac cse cce csa icpc irt lado taf tac tafs pc tv uk eu pe ict
    it pshe rse id ok vpn sms gps cctv dvd adhd asd ocd ptsd iq lgbt lgbtq kcsie keep fgm mappa marac yot yos iro
    cafcass prevent channel ukcis iwf nca pdf usb sim wifi wi fi english maths british britain england wales
    scotland ireland european science god internet foundation watch mr mrs ms miss mx dr sir madam pupil premium
    gcse sats ks key stage reception nursery bluetooth google apple android iphone ipad samsung microsoft windows
    xbox playstation nintendo switch steam twitch snapchat snap snapmap tiktok instagram insta whatsapp facebook
    messenger telegram signal discord reddit youtube twitter threads kik yubo wink omegle tumblr pinterest bereal
    skype zoom teams onlyfans vinted netflix spotify roblox minecraft fortnite fifa vbucks robux wattpad ogle yellow
    oovoo chatgpt paypal ebay amazon uber christmas easter lunchtime ramadan
    """
)

# First names and nicknames that are ordinary words. Flagged with a capital wherever they stand.
WORD_NAMES = _set(
    """
    will may mark hope grace rose joy faith summer april june august bill frank jack rob pat sue dean lee chase
    miles dawn eve ivy lily daisy violet jade ruby amber pearl crystal melody harmony destiny heaven princess angel
    sunny star sky river rain storm robin jay ray guy drew grant wade cliff heath brook reed glen penny ginger holly
    heather hazel olive basil honey candy cherry gene max nick josh ken don blessing precious favour mercy patience
    comfort charity glory peace love praise trust victor justice goodness goodluck gift promise success fortune
    wonder marvellous trinity righteous prosper bliss felicity constance prudence verity temperance unity serenity
    ace buddy bear bunny champ chip duke dusty ginge lofty mouse poppy willow sage piper mason hunter
    """
)

# Family names that are ordinary words: flagged only where other names are, and in small letters where they are known.
WORD_SURNAMES = _set(
    """
    king young brown black white green gray grey bell bishop baker cook cooper carter taylor turner walker archer
    parker porter potter page price rich sharp short small little stone wood woods hill hills field fields ford bush
    rivers lake banks church temple day knight lord noble power savage swift wise best case cross fox wolf lamb bird
    crane drake finch swan martin major marshall pope prince rice sands self shore speed spring summers winter
    winters frost snow sunday friday bright wells mills barber butcher fisher gardener shepherd smith weaver ward
    bond bull burns cash coin cotton daily dale dancer dear diamond early east edge fair flower flowers flint
    garland gold golden good goodman grave graves hall ham hand handy hardy head hook house hunt jewel joiner judge
    lane large law lawn leaf light long loveday low mace mallet manly march marsh mead merry miller moody moon moor
    moss nation nightingale north oak orange park pass peach peacock pepper pike pool post pound quick rider ring
    rock root rye salt seal sellers silver skinner south spark speaker steel still stock street strong sugar tanner
    tiger tinker tree true vine waters way weeks west whale wheeler wild wish worth yard art autumn
    """
)

# "Don't" is no person called Don.
BEFORE_NT = _set("don didn doesn isn wasn won can couldn shouldn wouldn hasn haven hadn aren weren needn ain")

# Words before which a name stands, also when somebody typed it in small letters.
BEFORE_A_NAME = _set("called named mate friend boyfriend girlfriend uncle aunt auntie cousin mr mrs ms miss dr")

# Words after which it stands. "Is" and "was" would flag half the nouns.
AFTER_A_NAME = _set("says said told asks asked rang texted phoned thinks knows wants tells replied messaged")

TITLES = _set("mr mrs ms miss mx dr")

# Parts of names that name nobody by themselves.
PARTICLES = _set(
    """
    al el ul ur o mc mac fitz abu umm bint ibn d de da del della la le los von der mr mrs ms miss mx dr sir
    """
)

# Parts that name nobody inside a name (Tomos ap Huw), but may be somebody's first or last name (Ben, Les, Van, Do).
PARTICLES_INSIDE = _set(
    "us as ad ash at ar an abd abdul bin ben di do dos du les st san santa van den ten ter ni ap ab"
)

# Words before a nickname (Big Ty), though somebody's last name may be Young.
BEFORE_A_NICKNAME = _set("big little lil old young senior junior sr jr")

# Parts of the names of schools and places that tell nothing by themselves.
GENERIC = _set(
    """
    the of and at in on upon by near st saint saints our lady holy school schools academy primary secondary junior
    infant infants high grammar college community catholic cofe ce rc church england girls boys nursery sixth form
    centre special upper middle lower north south east west new old great little street road avenue lane close drive
    crescent way court place terrace grove gardens walk row square hill view mews rise park green estate house bay
    cross bridge field fields mill bottom top end wharf yard moor town village city hospital clinic surgery trust
    club youth ysgol
    """
)


def is_common(folded: str) -> bool:
    """Whether a folded word, or what it is an ordinary form of (stopped, worries, making, quickly), is common."""
    return any(form in COMMON for form in _forms(folded))


def _forms(folded: str) -> list[str]:
    forms = [folded]
    for ending in ("s", "es", "ed", "d", "ing", "ly"):
        stem = folded.removesuffix(ending)
        if stem != folded and len(stem) >= 3:
            forms += [stem, stem + "e"] if ending in ("ing", "ed") else [stem]
            if ending in ("ing", "ed") and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    if folded.endswith(("ies", "ied")) and len(folded) > 5:
        forms.append(folded[:-3] + "y")
    return forms
