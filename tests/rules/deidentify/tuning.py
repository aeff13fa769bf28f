"""Sentences that the engine was made on: every figure measured here flatters it. `held_out` holds the others.

How they are marked is told in `corpus`. Every person, school, place, number and address is invented: telephone numbers
come from the ranges kept for drama, postcodes from areas that do not exist. More of them are in `tuning_patterns`.
"""

from onlinelives.rules.deidentify import Known, Person
from tests.rules.deidentify.corpus import Case, case

CASES: tuple[Case, ...] = (
    case(
        "Pakistani family",
        Known(
            people=(
                Person("young person", "Zaynab Chaudhry-Malik", also=("Zee", "Zay")),
                Person("mother", "Noreen Malik"),
                Person("father", "Ghulam Chaudhry"),
                Person("brother", "Haider Chaudhry-Malik"),
                Person("social worker", "Bronwen Tregaskis"),
            ),
            places=("Thornbray Vale", "Ashwick"),
            schools=("Quarnbrook Academy",),
            handles=("zee.malik_x",),
        ),
        """
        {name:Zaynab} told the school counsellor that a man had asked her for pictures.
        {name:zaynab} says she does not know who he is.
        {name:Zainab} was late again on {date:12/01/2026}.
        {name:Zaynab's} brother {name:Haider} found the messages on her tablet.
        {name:Zee} uses Snapchat most and TikTok sometimes.
        {name:Mrs Malik} was not told until {date:4th February 2026}.
        {name:Chaudhry Malik} family: two children at home, one at university.
        {name:Z. Chaudhry-Malik} and {name:N Malik} were both present.
        {name:Zaynab Chaudhry Malik} signed the plan in front of {name:Bronwen}.
        {name:Bronwen Tregaskis} will see her every week.
        {name:tregaskis} rang the family at {place:Ashwick}.
        The account {handle:zee.malik_x} was blocked and so was {handle:@zee.malik_x2}.
        They moved from {place:thornbray vale} when she was ten.
        {school:Quarnbrook} has changed its phone policy.
        Her father {name:Ghulam} does not want her to have a phone at all.
        {name:ZAYNAB} IS AT RISK AND NEEDS A VISIT TODAY.
        {name:Zay} has a friend called {stranger:Immy} who is 17.
        She was asked about her sleep, and her answer was honest.
        The malik of the old stories was a king, she said.
        """,
    ),
    case(
        "Syrian family",
        Known(
            people=(
                Person("young person", "Yousef Al-Masri", also=("يوسف المصري", "Joe")),
                Person("mother", "Amal Haddad", also=("أمل",)),
                Person("uncle", "Abu Bakr Al-Masri"),
                Person("worker", "Sorcha Ni Bhriain"),
            ),
            places=("Fallowmere",),
            schools=("The Ormlet School",),
            handles=("yousef_ff7",),
        ),
        """
        {name:Yousef Al-Masri} arrived two years ago and speaks good English now.
        {name:Yousef al Masri} plays Fortnite with people he has not met.
        {name:Yousef Almasri} is how the clinic spells it.
        {name:Al-Masri's} uncle pays for the phone.
        His mother {name:Amal} wrote {name:أمل} beside her mark.
        The chat said {name:يوسف} many times and once {name:ليوسف}.
        {name:يُوسُف المصري} was on the label.
        {name:Joe} is the name he uses in games.
        {name:Abu Bakr} and {name:abu-bakr al-masri} are the same man.
        {name:Sorcha Ní Bhriain} saw him at {school:the Ormlet School} on {date:Tuesday 3 March}.
        {name:Ni Bhriain} asked for an interpreter.
        {name:Y. Al-Masri} was seen with {stranger:Tobiah} in {place:Fallowmere}.
        {handle:yousef_ff7} is his name on {url:https://www.example.net/u/7}.
        A man sent the words {stranger:مرحبا صديقي} and a link.
        He is 13, tall for his age, and has one sister.
        Hope is not a plan, said the teacher.
        """,
    ),
    case(
        "Nigerian and Ghanaian names",
        Known(
            people=(
                Person("young person", "Oluwaseun Adebayo-Mensah", also=("Seun", "Shay")),
                Person("mother", "Precious Adebayo"),
                Person("stepfather", "Kwabena Mensah", also=("Kobby",)),
                Person("sister", "Blessing Adebayo-Mensah"),
                Person("mentor", "Aneurin Pugh"),
            ),
            places=("Gallowgate Mill",),
            schools=("Saltmarsh College",),
            handles=("seun2slick",),
        ),
        """
        {name:Oluwaseun} says that he sold vapes for someone he met on Telegram.
        {name:Seun} and {name:Blessing} came with their mother {name:Precious}.
        {name:seun} is quick and funny and likes drill music.
        {name:Oluwaseun Adebayo} was reported missing on {date:Sunday 7th December 2025}.
        {name:Kwabena} does not speak to {name:Oluwaseum} at the moment.
        {name:kobby} drove him home.
        {name:Mensah} was the name given to the police.
        {name:Aneurin} took him to the gym near {place:Gallowgate Mill}.
        {name:Mr Pugh} wrote to {school:Saltmarsh}.
        His Instagram is {handle:seun2slick} and he has two more accounts.
        {name:Shay's} phone has been with police since {date:December}.
        Her precious time with him was cut short.
        It was a blessing that the neighbour called.
        {name:Precious} and {name:Kobby} will come to the next meeting.
        He owed an older boy, {stranger:Dredz}, about £200.
        He said it was easy money and that nobody got hurt.
        """,
    ),
    case(
        "Polish and Ukrainian names",
        Known(
            people=(
                Person("young person", "Małgorzata Wójcik", also=("Gosia",)),
                Person("mother", "Oksana Kovalenko", also=("Оксана Коваленко",)),
                Person("father", "Łukasz Wójcik"),
                Person("grandmother", "Halyna Kovalenko", also=("Галина",)),
                Person("teacher", "Idris Llewellyn-Rees"),
            ),
            places=("Cinderholt Moor",),
            schools=("St Ombra's Primary School",),
            handles=("gosia.wojcik.art",),
        ),
        """
        {name:Malgorzata} draws very well and posts her pictures.
        {name:Gosia} had a message from an adult who liked her art.
        {name:Małgorzata Wójcik} and {name:Malgorzata Wojcik} are one child on two systems.
        {name:Wojcik} was spelt {name:Wojick} on the referral.
        {name:Lukasz} and {name:Oksana} live apart.
        {name:Оксана} signed, and her mother wrote {name:Галину} below.
        {name:Oksana Kovalenko} asked {name:Mr Llewellyn-Rees} for help with the settings.
        {name:Llewellyn Rees} gave an assembly at {school:St Ombra's}.
        {name:kovalenko} is the name on the tenancy.
        {handle:@gosia.wojcik.art} had 1200 followers before it was closed.
        Her gran {name:Halyna} lives in {place:Cinderholt Moor}.
        She thanked {stranger:Ludmila} from next door.
        She found a picture of herself on a page she did not know.
        The class talked about what makes a good friend online.
        Nothing was sent after the account was closed.
        """,
    ),
    case(
        "Traveller and Roma nicknames",
        Known(
            people=(
                Person("young person", "Kezia Loveridge-Boswell", also=("Little Kez", "Kez")),
                Person("father", "Righteous Boswell", also=("Rye",)),
                Person("brother", "Nelson Boswell", also=("Big Nel",)),
                Person("mother", "Trinity Loveridge"),
                Person("family worker", "Ekaterina Dragomir", also=("Kat",)),
            ),
            places=("Lower Wharf", "Bramble Field"),
            schools=("Tolcarrow Primary",),
            handles=("lil_kez.x",),
        ),
        """
        {name:Little Kez} is eleven and has had a phone since she was eight.
        {name:kez} was added to a group of older girls on WhatsApp.
        {name:Big Nel} said he would find the boys who did it.
        {name:big nel} calmed down after {name:Kat} spoke with him.
        {name:Rye} and {name:Trinity} keep the children close.
        {name:Kezia Boswell} and {name:Kezia Loveridge} were both used in the notes.
        {name:Loveridge} is the mother's name and {name:Boswell} the father's.
        {name:Kezziah} was on the sheet from {school:Tolcarrow}.
        They stopped at {place:Bramble Field} over the winter.
        {place:lower wharf} has no signal, so she walks to the road to get online.
        {name:E Dragomir} has known the family for six years.
        {name:Dragomir's} car was outside.
        Someone shared a picture by {handle:lil_kez.x} without asking.
        {name:Nelson} is 18, and little more was said about him.
        A big van was seen on the lane and the little ones were frightened.
        The bread they had was rye.
        """,
    ),
    case(
        "Welsh and Irish names",
        Known(
            people=(
                Person("young person", "Siân Mair Angharad Bevan-Hughes"),
                Person("mother", "Caoimhe O'Sullivan-Bevan"),
                Person("partner", "Ruairí Mac Giolla"),
                Person("worker", "Shanice D'Aguilar"),
                Person("friend", "Tomos ap Iorwerth"),
            ),
            places=("Pont Newydd Isaf",),
            schools=("Ysgol Bryn Cesglan",),
            handles=("sian_bh_2010",),
        ),
        """
        {name:Sian} has lived with her mother {name:Caoimhe} since {date:Easter 2024}.
        {name:Siân Bevan Hughes} was seen alone.
        {name:sian mair} is what her gran calls her.
        {name:Angharad} is used at {school:Ysgol Bryn Cesglan}.
        {name:O'Sullivan} and {name:OSullivan} and {name:O’Sullivan-Bevan} all appear.
        {name:Ruairi MacGiolla} moved in two years ago.
        {name:Mac Giolla} does not answer letters.
        {name:D’Aguilar} and {name:Daguilar} are the same person.
        {name:Shanice} phoned {name:Tomos}.
        {name:Tomos ap Iorwerth} had seen it all.
        She goes by {handle:sian_bh_2010} on Roblox.
        At {place:Pont Newydd Isaf} there is one bus a day.
        {name:S.M.A. Bevan-Hughes} is on the passport.
        {name:Caoihme} signed the form.
        Her nan reads to her and she reads to her nan.
        She said she felt safe at home.
        """,
    ),
    case(
        "Word names at home",
        Known(
            people=(
                Person("young person", "May Hunter", also=("Maisie",)),
                Person("brother", "Will Hunter"),
                Person("mother", "Summer Hunter"),
                Person("grandmother", "Joy Bright"),
                Person("worker", "Frank Price"),
                Person("friend", "Heaven King"),
            ),
            places=("Rose Hill",),
            schools=("Hope Lane Primary",),
            handles=("mayhunter11",),
        ),
        """
        Her mother says that {name:May} is often online until two.
        She may come on Friday and she will bring her mother.
        When {name:Will} comes home, {name:May} goes to her room.
        {name:may hunter} is on roll at {school:Hope Lane}.
        {name:May} was born in {date:May 2014}.
        {name:Will's} friends add her on Snapchat.
        Last {date:March} they went to see {name:Joy Bright} in {place:Rose Hill}.
        {name:Summer} works nights and sleeps in the day.
        In the summer they stay with family, which is a joy.
        {name:Frank} was frank with her about the price of the games.
        {name:Mr Price} will ring on the {date:3rd of May}.
        {name:Maisie} and {name:Heaven} fell out over a comment.
        {name:Mr. Hunter} and {name:Mrs. Hunter} have parted.
        {handle:mayhunter11} is her only account.
        {name:J. Bright} has a bright garden.
        """,
    ),
    case(
        "Names of two siblings and a father with the same name",
        Known(
            people=(
                Person("young person", "Ibrahim Sesay", also=("Ibz",)),
                Person("father", "Ibrahim Sesay"),
                Person("mother", "Fatmata Sesay"),
                Person("young person", "Isatu Sesay"),
                Person("doctor", "Lakshmi Venkataraman"),
            ),
            places=("Copper Row",),
            schools=("Netherby Junior School",),
            handles=("ibz_10",),
        ),
        """
        {name:Ibrahim} is ten and his sister {name:Isatu} is twelve.
        {name:Ibz} copies what he sees on YouTube.
        {name:Ibrahim Sesay} senior is away at sea.
        {name:Sesay} children: both at {school:Netherby}.
        {name:Fatmata} shouts when she is tired, {name:Isatu} said.
        {name:Dr Venkataraman} has seen {name:Isatu Sesay} once.
        {name:Lakshmi Venkatraman} wrote to the school.
        {name:isatu} saw a film with a lot of blood.
        They live on {place:Copper Row} above a shop.
        {handle:ibz_10} was made when he was seven.
        Both of them want to stay at the same school.
        The doctor said that it would pass.
        """,
    ),
    case(
        "Nobody is known from the record",
        Known(),
        """
        The boy told {stranger:Farouk} and then {stranger:Ayodele}.
        {stranger:Xanthe} and {stranger:Oleksandr} were there too.
        She lives with Auntie {stranger:Pembe} in {stranger:Dunmallet}.
        A man called {stranger:Zoltan} sent her a gift card.
        her mate {stranger:kofi} was there when it happened
        He is friends with {stranger:Siobhan O'Hare} from the club.
        {stranger:Kowalczyk} was named in the police log.
        The older lad, {stranger:J-Dawg}, drives a white van.
        They went to {stranger:Pizza Palazzo} after school.
        Her aunt said to {stranger:Деян} that it was over.
        The group chat is called {stranger:Wharfside Massive}.
        He told the nurse at {stranger:Marlpit Surgery} about it.
        Will {stranger:Dafydd} be told about this?
        She wants to visit her sister in {stranger:Vellmoor}.
        mr {stranger:begum} did not answer the door
        """,
    ),
)
