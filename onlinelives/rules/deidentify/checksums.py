"""Numbers that carry their own check: NHS numbers and unique pupil numbers."""

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # 23 letters: I, O and S are not used


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: the first nine, weighted 10 to 2, give the tenth modulo 11.

    About one ten-digit number in eleven passes by chance. Anything but ten digits is False.
    Source: NHS Data Dictionary, NHS NUMBER.
    """
    if len(digits) != 10 or not digits.isdecimal():
        return False
    total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False))
    return (11 - total % 11) % 11 == int(digits[9])  # a check of 10 is never issued, and no digit equals it


def is_upn(upn: str) -> bool:
    """Whether 13 characters in capitals are a unique pupil number: a check letter, 11 digits, and a digit or, on a
    temporary number, a letter.

    The characters after the first, weighted 2 to 13, give the check letter modulo 23; a letter counts as its place in
    UPN_LETTERS, from 0. Source: Government Data Standards Catalogue, Unique Pupil Number 2.0 (2004); DfE check 1510.
    """
    if len(upn) != 13 or not upn[1:12].isdecimal() or not (upn[12].isdecimal() or upn[12] in UPN_LETTERS):
        return False
    values = [int(one) if one.isdecimal() else UPN_LETTERS.index(one) for one in upn[1:]]
    return UPN_LETTERS[sum(weight * value for weight, value in enumerate(values, start=2)) % 23] == upn[0]
