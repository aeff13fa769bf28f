"""Conditions as XLSForm's `relevant` says them, and the small part of that language which says a condition.

A choice is called c and its code. What is read: selected(${q}, 'c1'), ${q} = 'c1', != with the same, ${q} != '' for
"answered", substr(${q}, 1) >= 13 and <= (or ${q} >= 13) for codes in order, count-selected(${q}) >= 2, and, or, not().
In another tool, count-selected also counts a choice that stands alone.
"""

import re
from collections.abc import Callable

from onlinelives.rules.questionnaires.shapes import All, Not, One, Op, Rule, Test
from onlinelives.rules.verdict import Invalid

DEEPEST = 20  # brackets in brackets
LONGEST = 5_000  # characters

_TOKEN = re.compile(
    r"\s*(?:\$\{\s*(?P<question>[^{}\s]+)\s*\}|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>\d+)"
    r"|(?P<word>[a-z][a-z-]*)|(?P<sign>!=|>=|<=|[=(),]))"
)
_CODE = re.compile(r"c?(0|[1-9][0-9]{0,5})")
_COMPARED = {">=": Op.AT_LEAST, "<=": Op.AT_MOST}
_WHAT = "Conditions can use selected(), =, !=, >=, <=, count-selected() >=, and, or, not()"


def written(rule: Rule) -> str:
    """The rule as an expression. Raises Invalid for one that joins nothing."""
    return _bare(rule)


def code_of(name: str) -> int | None:
    """The code of a choice from its name, c13 or 13, or None."""
    found = _CODE.fullmatch(name)
    return int(found[1]) if found else None


def parsed(expression: str) -> Rule:
    """The rule that an expression says. Raises Invalid, with what cannot be read, for anything else."""
    if len(expression) > LONGEST:
        raise Invalid(f"A condition has at most {LONGEST:,} characters; this has {len(expression):,}.")
    return _Parser(expression).whole()


def _bare(rule: Rule) -> str:
    match rule:
        case All(rules) | One(rules):
            if not rules:
                raise Invalid("A condition joins no conditions, so it cannot be written. Take it out first.")
            return (" and " if isinstance(rule, All) else " or ").join(map(_inside if len(rules) > 1 else _bare, rules))
        case Not(inner):
            return f"not({_bare(inner)})"
        case Test(question, op, values):
            return _test(f"${{{question}}}", op, values)


def _inside(rule: Rule) -> str:
    """In brackets where it would otherwise join what is around it."""
    told = _bare(rule)
    joined = isinstance(rule, All | One) or (isinstance(rule, Test) and len(rule.values) > 1)
    return f"({told})" if joined else told


def _test(name: str, op: Op, values: tuple[int, ...]) -> str:
    if op is Op.ANSWERED:
        return f"{name} != ''"
    if op in (Op.ANY_OF, Op.ALL_OF):
        joint = " or " if op is Op.ANY_OF else " and "
        return joint.join(f"selected({name}, 'c{value}')" for value in values)
    forms = {
        Op.IS: "{0} = 'c{1}'",
        Op.IS_NOT: "{0} != 'c{1}'",
        Op.AT_LEAST: "substr({0}, 1) >= {1}",
        Op.AT_MOST: "substr({0}, 1) <= {1}",
        Op.COUNT_AT_LEAST: "count-selected({0}) >= {1}",
    }
    return forms[op].format(name, values[0])


class _Parser:
    """Goes through the tokens once, from left to right. `or` binds less than `and`, as in XPath."""

    def __init__(self, expression: str):
        self._tokens: list[tuple[str, str]] = []
        at, end = 0, len(expression.rstrip())
        while at < end:
            found = _TOKEN.match(expression, at)
            if found is None:
                raise Invalid(f"“{expression[at : at + 20].strip()}” cannot be read. {_WHAT}.")
            kind = str(found.lastgroup)
            self._tokens.append((kind, found[kind]))
            at = found.end()
        self._at = self._depth = 0

    def whole(self) -> Rule:
        rule = self._joined("or", self._ands)
        if self._at < len(self._tokens):
            raise self._wrong()
        return rule

    def _ands(self) -> Rule:
        return self._joined("and", self._single)

    def _joined(self, joint: str, part: Callable[[], Rule]) -> Rule:
        rules = [part()]
        while self._next("word", joint):
            rules.append(part())
        if len(rules) == 1:
            return rules[0]
        op = Op.ANY_OF if joint == "or" else Op.ALL_OF
        return _of_one_question(rules, op) or (One(tuple(rules)) if joint == "or" else All(tuple(rules)))

    def _single(self) -> Rule:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Invalid(f"There are more than {DEEPEST} brackets inside each other.")
        rule = self._any_single()
        self._depth -= 1
        return rule

    def _any_single(self) -> Rule:
        if self._next("sign", "("):
            return self._closed()
        if self._next("word", "not"):
            self._need("sign", "(")
            return Not(self._closed())
        if self._next("word", "selected"):
            self._need("sign", "(")
            question = self._take("question")
            self._need("sign", ",")
            test = Test(question, Op.ANY_OF, (self._code(self._take("text")),))
            self._need("sign", ")")
            return test
        if self._next("word", "count-selected"):
            self._need("sign", "(")
            question = self._take("question")
            self._need("sign", ")")
            self._need("sign", ">=")
            return Test(question, Op.COUNT_AT_LEAST, (self._number(),))
        if self._next("word", "substr"):
            self._need("sign", "(")
            question = self._take("question")
            for kind, text in (("sign", ","), ("number", "1"), ("sign", ")")):
                self._need(kind, text)
            return Test(question, self._order(), (self._number(),))
        return self._compared(self._take("question"))

    def _compared(self, question: str) -> Rule:
        for sign, op in (("=", Op.IS), ("!=", Op.IS_NOT)):
            if self._next("sign", sign):
                text = self._take("text")
                if text[1:-1]:
                    return Test(question, op, (self._code(text),))
                answered = Test(question, Op.ANSWERED)
                return answered if op is Op.IS_NOT else Not(answered)
        return Test(question, self._order(), (self._number(),))

    def _order(self) -> Op:
        return _COMPARED.get(self._take("sign")) or self._raise()

    def _closed(self) -> Rule:
        rule = self._joined("or", self._ands)
        self._need("sign", ")")
        return rule

    def _code(self, text: str) -> int:
        code = code_of(text[1:-1])
        if code is None:
            raise Invalid(f"{text} is not the name of a choice. A choice is called c and its code, as in 'c1'.")
        return code

    def _number(self) -> int:
        digits = self._take("number")
        if len(digits) > 6:
            raise Invalid(f"{digits[:20]} is too large a number.")
        return int(digits)

    def _next(self, kind: str, text: str) -> bool:
        """Go on if this is what comes next."""
        here = self._at < len(self._tokens) and self._tokens[self._at] == (kind, text)
        self._at += here
        return here

    def _need(self, kind: str, text: str) -> None:
        if not self._next(kind, text):
            raise self._wrong()

    def _take(self, kind: str) -> str:
        if self._at >= len(self._tokens) or self._tokens[self._at][0] != kind:
            raise self._wrong()
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _raise(self) -> Op:
        self._at -= 1
        raise self._wrong()

    def _wrong(self) -> Invalid:
        if self._at >= len(self._tokens):
            return Invalid(f"The condition ends too soon. {_WHAT}.")
        return Invalid(f"“{self._tokens[self._at][1][:40]}” is not expected there. {_WHAT}.")


def _of_one_question(rules: list[Rule], op: Op) -> Test | None:
    """selected(${q}, 'c1') or selected(${q}, 'c2') is one test of one question."""
    tests = [rule for rule in rules if isinstance(rule, Test) and rule.op is Op.ANY_OF and len(rule.values) == 1]
    values = tuple(test.values[0] for test in tests)
    if len(tests) < len(rules) or len({test.question for test in tests}) > 1 or len(set(values)) < len(values):
        return None
    return Test(tests[0].question, op, values)
