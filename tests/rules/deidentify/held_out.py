"""Sentences that were written before the engine and that it was never tuned on. Do not look here to improve it.

How they are marked is told in `corpus`. Every person, school, place, number and address is invented: telephone numbers
come from the ranges kept for drama, postcodes from areas that do not exist.
"""

from onlinelives.rules.deidentify import Known, Person
from tests.rules.deidentify.corpus import Case, case

CASES: tuple[Case, ...] = (
    case(
        "Somali family",
        Known(
            people=(
                Person("young person", "Hodan Warsame Guled", also=("Hodi",)),
                Person("mother", "Ifrah Guled"),
                Person("brother", "Abdirahman Guled", also=("Abdi",)),
                Person("social worker", "Petra Lindqvist"),
            ),
            places=("Tarnley", "Oxmoor Park"),
            schools=("Kelderby High School",),
            handles=("hodi.star_09",),
        ),
        """
        {name:Hodan} was referred by {school:Kelderby High} after a friend told staff about the messages.
        {name:hodan} says she met him on Snapchat and that he seemed kind.
        Mum, {name:Ifrah}, does not read English, so {name:Abdirahman} reads the letters for her.
        {name:Hodi} gave her number to a man she calls {stranger:Riccardo}.
        Her username is {handle:hodi.star_09} and she has about 300 followers.
        The social worker ({name:P. Lindqvist}) rang {phone:07700 900482} twice with no answer.
        {name:Guled} family moved from {place:Tarnley} to {place:oxmoor park} in {date:March 2025}.
        NHS number {nhs:999 184 2608}, seen at the walk-in clinic with low mood.
        She may need more support and she will tell us when she is ready.
        A section 47 enquiry was agreed on {date:14/02/2026} with police and health.
        {name:Abdi} took her phone away, which made things worse at home.
        {name:Hodaan}'s attendance has dropped to 61%.
        She is 14 years old and cares for her mother most evenings.
        Advice was given about privacy settings on TikTok and Instagram.
        They asked whether the man had sent pictures and she said no.
        """,
    ),
    case(
        "Polish family",
        Known(
            people=(
                Person("young person", "Zdzisław Brzeziński", also=("Zdzichu",)),
                Person("father", "Mirosław Brzeziński", also=("Mirek",)),
                Person("stepmother", "Bożena Wilk"),
                Person("teacher", "Gwenllian Prydderch"),
            ),
            places=("Hallowby",),
            schools=("St Osric's Catholic Academy",),
            handles=("@zdzichu_fps",),
        ),
        """
        {name:Zdzislaw} spends most nights gaming and has been sent links by older players.
        {name:Brzezinski} senior, known as {name:Mirek}, works nights at the warehouse.
        {name:Bozena} found the messages under {handle:zdzichu_fps} on the family tablet.
        He told {name:Miss Prydderch} that somebody called {stranger:Vexor} was asking for money.
        They live at {address:27 Larkholm Crescent}, {place:Hallowby}, {postcode:YB12 4QD}.
        {name:Mirosław} rang on {date:3rd of May} and again a week later.
        The family is Catholic and the priest was told, which {name:Zdzisław} did not want.
        Contact by e-mail: {email:m.brzez@example.org}.
        UPN {upn:P999412320017} is on the transfer form from {school:St Osric's}.
        He lost about £150 to a scam on Discord.
        The safety plan was reviewed in a Team around the Family meeting.
        {name:Z Brzeziński} and {name:M. Brzeziński} both signed.
        There was no evidence of contact offline.
        Year 9 pupils had an assembly on grooming.
        """,
    ),
    case(
        "Arabic-speaking family",
        Known(
            people=(
                Person("young person", "Rawan Al-Khatib", also=("روان الخطيب", "Rory")),
                Person("mother", "Umm Layalin Al-Khatib", also=("أم ليالين",)),
                Person("worker", "Ffion Maddocks"),
                Person("friend", "Tamzin Okoro-Bassey"),
            ),
            places=("Windle Cross",),
            schools=("Brackenmoor Academy",),
            handles=("rawan.k.x",),
        ),
        """
        {name:Rawan Al Khatib} came with her friend {name:Tamzin} after school.
        Her mother wrote {name:روان} at the top of the form and signed as {name:أم ليالين}.
        {name:RAWAN ALKHATIB} has asked to be called {name:Rory} at school.
        {name:Al-Khatib} is the name on the passport.
        The message in Arabic began with {name:روان الخطيب} and was sent at night.
        {name:Tamzin Okoro Bassey} said the account {handle:@rawan.k.x} had been copied.
        The fake profile used the web page {url:www.example.org/rk-pics}.
        {name:Maddocks} will call the parents, and {name:F Maddocks} will write to {school:Brackenmoor}.
        {name:Rawans} sleep is poor and she is not eating.
        A neighbour, {stranger:Mrs Ottoline}, saw a car outside on {date:9 November 2025}.
        She lives near {place:windle cross} with an aunt.
        She hopes to go to college and wants to study art.
        The grace period for the report ends soon.
        The young person is 15 and says that WhatsApp is how they all talk.
        """,
    ),
    case(
        "Word names",
        Known(
            people=(
                Person("young person", "Grace Okonjo-Adeyemi", also=("Gracie",)),
                Person("sister", "Hope Okonjo-Adeyemi"),
                Person("father", "Will Adeyemi"),
                Person("boyfriend", "Mark Summer"),
                Person("worker", "Rose Young"),
            ),
            places=("Reedham Bay",),
            schools=("Fernacre School",),
            handles=("gracie.xo",),
        ),
        """
        When {name:Grace} came in she was tearful and {name:Hope} held her hand.
        Her father {name:Will} says that {name:Mark} is 19 and drives.
        {name:Gracie} met {name:Mark Summer} on an app called Yubo.
        We asked {name:Rose} to visit, and {name:Rose Young} agreed.
        {name:Okonjo Adeyemi} is spelt {name:Okonjo-Adeyemi} on the birth certificate.
        Her dad, {name:will adeyemi}, was angry.
        {name:Hope's} phone was also looked at.
        Messages came from {handle:gracie.xo} late at night.
        {name:Grace} moved to {place:Reedham Bay} and started at {school:Fernacre} in {date:September 2024}.
        NI number on the benefit letter was {nino:JK 47 52 16 B}.
        Staff from {school:fernacre school} sent a note on {date:21.01.26}.
        The photographs were shared in a group with 40 young people.
        She was asked about self-harm and gave a clear answer.
        """,
    ),
    case(
        "Chinese and Vietnamese names",
        Known(
            people=(
                Person("young person", "Xiulan Ouyang", also=("欧阳秀兰", "Lanny")),
                Person("mother", "Meifeng Ouyang"),
                Person("foster carer", "Trudi Halverson"),
                Person("friend", "Nguyễn Thị Bích"),
            ),
            places=("Cobbleshaw",),
            schools=("Ravensgill Girls School",),
            handles=("lanny_lan88",),
        ),
        """
        {name:Ouyang Xiulan} is looked after and lives with {name:Trudi Halverson}.
        {name:Xiulan} writes her name {name:欧阳秀兰} on her books.
        {name:Nguyen Thi Bich} says they play Roblox together.
        {name:Lanny} was offered gifts in a game, mostly skins and credit.
        {name:Trudi} and {name:Meifeng} met for the first time on {date:2 June}.
        {name:Ms Halverson} noted calls from {phone:+44 7700 900319} after midnight.
        The account {handle:lanny_lan88} is now set to private.
        {name:ouyang}'s school, {school:Ravensgill}, knows about it.
        She goes to a club in {place:Cobbleshaw} with {stranger:Delphine}.
        Long calls at night worry the carer.
        She can block people and she has done so before.
        Health: the nurse wrote down {nhs:999-730-5515} and the date of birth {date:30/11/2011}.
        There is a risk that he will make contact again.
        """,
    ),
    case(
        "Irish Traveller family",
        Known(
            people=(
                Person("young person", "Tyrone Maughan-Delahunty", also=("Big Ty", "Ty")),
                Person("mother", "Concepta Delahunty", also=("Cepta",)),
                Person("grandfather", "Malachy Maughan", also=("Old Mal",)),
                Person("youth worker", "Iolo Prosser-Vaughan"),
            ),
            places=("Stony Bottom", "Netherhulme"),
            schools=("Aldergate Community College",),
            handles=("bigty4eva",),
        ),
        """
        {name:Big Ty} is well known on the site and nobody there calls him {name:Tyrone}.
        {name:big ty} was asked to hold a phone for an older lad called {stranger:Fitzy}.
        {name:Cepta} told {name:Iolo} that she was frightened for him.
        The family stay at {place:Stony Bottom} and sometimes at {place:netherhulme}.
        {name:Old Mal} does not want the police to come.
        He is registered at {school:Aldergate} but has not been since {date:Jan 2026}.
        {name:Maughan Delahunty} is written as {name:Maughan} in some notes.
        {name:Prosser Vaughan} left a message on {phone:(01632) 960 774}.
        He posts as {handle:@bigty4eva} and his snap is {handle:ty.ruler_xx}.
        {name:Malachy's} caravan was searched.
        He has a big family who care for him.
        We talked about county lines and what a safe adult might look like.
        {name:Concepta} cannot read, so a voice note was left.
        Case number {number:40718823} was closed and opened again.
        """,
    ),
    case(
        "Bangladeshi and Sikh names",
        Known(
            people=(
                Person("young person", "Shafiqul Islam Talukdar", also=("Shafi",)),
                Person("mother", "Rokeya Begum"),
                Person("cousin", "Harpreet Kaur Dhindsa", also=("Preety",)),
                Person("police officer", "Dougal Strathearn"),
            ),
            places=("Millhouses Yard",),
            schools=("Greyquill Secondary",),
            handles=("shafi_onyt",),
        ),
        """
        {name:Shafiqul} and his cousin {name:Harpreet} share a laptop.
        {name:Mrs Begum} said that {name:Shafi} hides in his room.
        {name:shafi} told us he watched videos that made him feel sick.
        {name:Talukdar} is the surname used at {school:Greyquill}.
        {name:PC Strathearn} came to the house on {date:Monday 12 January}.
        {name:Preety} is 16 and saw the comments on YouTube.
        A man with the name {stranger:Ganvir} wrote to him in a private chat.
        {name:Rokeya begum} has no internet on her own phone.
        Address given as {address:Flat 6, 112 Tamarisk Road}, {place:Millhouses Yard}.
        Posts by {handle:shafi_onyt} were taken down.
        {name:Shafiqul Talukder} did not come to the second session.
        He said that maths is his favourite subject.
        Early Help will close the plan if there are no new concerns.
        The school nurse sees him every other week for 30 minutes.
        """,
    ),
    case(
        "Romanian Roma and Turkish names",
        Known(
            people=(
                Person("young person", "Ştefania Lăcătuş", also=("Fănica",)),
                Person("aunt", "Rodica Lăcătuş"),
                Person("boyfriend", "Yağız Çelikkol"),
                Person("support worker", "Oluwadamilare Fagbemi", also=("Dami",)),
            ),
            places=("Pennywell Rise",),
            schools=("Longbrack School",),
            handles=("stefi.official",),
        ),
        """
        {name:Stefania} lives with her aunt {name:Rodica Lacatus} at {place:Pennywell Rise}.
        {name:Yagiz} sends her voice notes on WhatsApp all day.
        {name:Celikkol} is 20 and has a car.
        {name:Dami} met {name:Fanica} at {school:Longbrack} and they spoke for an hour.
        {name:Oluwadamilare} will speak to the housing officer.
        She dances on TikTok under {handle:@stefi.official}.
        Her other page is {url:https://example.com/stefi/live}.
        {name:Lăcătuș} is also written {name:Lacatusu} in one letter.
        {name:Stefanía} said that {stranger:Bogdana} knows him too.
        They met in a park on {date:the 8th of August} and he paid for food.
        The aunt wants her to marry, and the girl does not.
        An interpreter was used for the whole meeting.
        Her other number is {phone:0161 496 0127}.
        Help was offered in a language she reads well.
        """,
    ),
)
