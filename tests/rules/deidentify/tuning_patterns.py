"""The rest of the sentences that the engine was made on: numbers and addresses, and notes in which nobody is named."""

from onlinelives.rules.deidentify import Known
from tests.rules.deidentify.corpus import Case, case

CASES: tuple[Case, ...] = (
    case(
        "Numbers and addresses",
        Known(),
        """
        NHS number {nhs:999 402 8170} was read out over the phone.
        nhs no {nhs:9996651207}, please check
        The form had {nhs:999-058-3749} and {nhs:999 871 0936} on it.
        Her UPN is {upn:Q998201119054} and his is {upn:X999130522308}.
        upn {upn:M99940061907T} (temporary)
        NINO {nino:AB123456C}, or {nino:ab 12 34 56 c} in small letters.
        Home postcode {postcode:YX3 4LB}, school postcode {postcode:yx12 9qd}.
        They moved to {postcode:ZB1A 2XD} in the autumn.
        Call {phone:01632 960123} or {phone:07700900456} after four.
        Mobile: {phone:+44 (0)7700 900 789}, home: {phone:(0161) 496 0345}.
        The missed call was from {phone:0044 7700 900555}.
        A foreign number, {phone:+40 721 555 0134}, kept calling.
        Write to {email:office@quarry.example.org} or {email:J.Doe+case@mail.example.com}.
        The page {url:http://example.com/abc?x=1} was closed, and so was {url:chat.example.com}.
        His profile is {url:example.io/u/slim} and hers is private.
        Look for {handle:@xx_slim.jim_xx} and {handle:@DarkLord99}.
        His username is {handle:slimjim404} on Discord.
        Her user name: {handle:moonchild}.
        gamertag is "{handle:Toxic Badger}" he said
        Snap: {handle:jezza_x0x}
        Seen on {date:01/02/2026}, {date:2.3.26} and {date:2026-03-04}.
        Seen on {date:the 5th of March}, {date:6 Apr 2026} and {date:April 7th}.
        It began in {date:June 2025} and ended in {date:Sept}.
        Date of birth {date:3rd May 2011}.
        The visit was on {date:Wednesday 24th June} at 4pm.
        The court date is {date:first of October}.
        They live at {address:14 Elm Grove} with two dogs.
        She was found at {address:3a Victoria Road} late at night.
        The van is kept at {address:flat 2, 19 mill street}.
        Letters go to {address:221 Old Mill Lane}, which is the gran's house.
        Case reference {number:LCS-1048876} and crime number {number:CR/2299314}.
        Bank card ending {number:4411} was used.
        Ten digits, {number:999 310 4767}, that are no NHS number.
        The reading was {number:90210} on the old meter.
        """,
    ),
    case(
        "Nobody is named",
        Known(),
        """
        She is 13 years old and lives with both parents.
        A 14-year-old boy and a 15 year old girl were in the chat.
        He was aged 12 when it began.
        Section 47 of the Children Act 1989 sets out the duty to make enquiries.
        A s47 enquiry was opened and a strategy meeting was held.
        Under section 17 the family was offered support.
        Working Together 2026 was used to plan the work.
        She uses Snapchat, TikTok, WhatsApp, Instagram and YouTube.
        He plays Minecraft and Fortnite for six hours a day.
        Mum and Dad were both at the meeting.
        The GP made a referral to CAMHS.
        The DSL spoke to the SENCO about the EHCP.
        Police took the phone and gave a crime number.
        He got 24/7 contact from the group.
        About 3 in 10 of the messages were from adults.
        She scored 4 out of 5 on the wellbeing scale.
        The risk of harm is high, and the plan needs to be clear.
        We agreed that the phone will stay downstairs at night.
        It may take time before trust comes back.
        He will not say who sent it, and we will not push him.
        Her hope is to go back to school next week.
        She rose early and went for a walk.
        The mark on his arm was old.
        They meet once a week, mostly on Monday.
        In Year 8 she had lots of friends.
        At Key Stage 3 the pupils learn about consent.
        There was a big row and the little one cried.
        The Internet Watch Foundation was told about the pictures.
        Report it to CEOP or call Childline.
        He has ADHD and takes his tablets at 8am.
        The family gets £1200 a month and pays £600 in rent.
        She had 2,500 followers at one time.
        Staff at the home check every 15 minutes.
        The boy wrote a song and sang it to the class.
        Grandad picks him up on Tuesday and Thursday.
        No further action was needed at this point.
        Nobody had asked her what she wanted.
        What would a good day look like for you?
        Unfortunately the link was sent to the whole year group.
        However, the girl said that she felt better.
        Because of this, the plan was changed.
        Yesterday he came to school late and hungry.
        Friends say that the joke went too far.
        Although he was told to stop, he went on.
        Afterwards she was quiet and did not eat.
        Social Services and Early Help are both involved.
        The Social Worker and the School will meet with Health.
        I asked if she was safe and she said that she was.
        We saw the messages. They were cruel.
        "You are not in trouble," the worker said.
        Since then there has been no contact with the man.
        Pictures were shared with at least five people.
        Online grooming, sexual images, and threats were recorded.
        Concerns: low mood, poor sleep, self-harm.
        Outcome: the case was stepped down.
        The Prevent duty was explained to staff.
        An AI chatbot told him to keep it secret.
        She bought skins with her mother's card.
        The pupil premium pays for the club.
        His attendance is 92% this term.
        Parents were given a leaflet on parental controls.
        He is in foster care, the third home in a year.
        They want him to be happy and to have friends.
        The group was asked to delete the video.
        The worker was kind and the young person cried.
        """,
    ),
)
