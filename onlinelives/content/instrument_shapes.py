"""What the bank of questions holds once it is loaded. Questionnaires have the shapes of `rules.questionnaires`."""

from dataclasses import dataclass

from onlinelives.rules.questionnaires.shapes import Question

YOUNGEST, OLDEST = 10, 16


@dataclass(frozen=True)
class Asked:
    """A question of the bank and from which age on it is asked. why_age: the reason, or "" where all are asked."""

    question: Question
    from_age: int = YOUNGEST
    why_age: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A risk or factor of the taxonomy that no question asks. asked_as: the id of the question that comes nearest."""

    id: str
    why: str
    asked_as: str = ""


@dataclass(frozen=True)
class Bank:
    """Every version of every question, older versions first."""

    questions: tuple[Asked, ...]
    left_out: tuple[LeftOut, ...]

    def asked(self, code: str, version: int) -> Asked:
        """The question with this id and version. Raises KeyError when there is none."""
        for asked in self.questions:
            if (asked.question.id, asked.question.version) == (code, version):
                return asked
        raise KeyError(f"{code}@{version}")

    def versions(self, code: str) -> tuple[Asked, ...]:
        """Every version of a question, oldest first; none where there is no such question."""
        return tuple(asked for asked in self.questions if asked.question.id == code)
