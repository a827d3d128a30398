"""A linear model in whole numbers, and HiGHS, which solves it (the extra `exact`)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from math import ceil, inf
from types import ModuleType
from typing import TYPE_CHECKING

from statplan.errors import StatplanError

if TYPE_CHECKING:
    from highspy import Highs, HighsLp

Term = tuple[int, float]  # a column, and how often it counts

_SEED = 1
_MOMENT = 0.1  # seconds from one look for Ctrl-C to the next
NEAR = 0.02  # by how much the solver's arithmetic may be off: far less than the 1 of any cost


@dataclass(frozen=True, slots=True)
class Solved:
    """What the solver says.

    `chosen` are the columns that are 1 in the best solution it found, None where it found none,
    and `cost` is what it says of them; `bound` is what no solution costs less than, minus infinity
    where it knows nothing.
    """

    chosen: frozenset[int] | None
    cost: float
    bound: float
    seconds: float
    interrupted: bool


@dataclass(slots=True)
class Linear:
    """Columns that are 0 or 1, or between, with what each costs; rows that bound their sums.

    All costs are whole numbers, and so is the cost of a solution.
    """

    costs: list[int] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def column(self, cost: int = 0, *, whole: bool = False, upper: float = 1) -> int:
        """A new column, from 0 to `upper`; its number."""
        self.costs.append(cost)
        self.whole.append(whole)
        self.upper.append(upper)
        return len(self.costs) - 1

    def row(self, terms: Iterable[Term], least: float = -inf, most: float = inf) -> None:
        """A new row: the sum of the terms is from `least` to `most`."""
        for column, value in terms:
            self.index.append(column)
            self.value.append(value)
        self.starts.append(len(self.index))
        self.least.append(least)
        self.most.append(most)

    def at_most(self, columns: Iterable[int], most: Iterable[int] = ()) -> None:
        """The columns together are no more than the others together, or than 1 where none are."""
        others = [(each, -1.0) for each in most]
        self.row([(each, 1.0) for each in columns] + others, most=0 if others else 1)

    def same(self, columns: Iterable[int], others: Iterable[int]) -> None:
        """The columns together are as many as the others together."""
        self.row([(each, 1.0) for each in columns] + [(each, -1.0) for each in others], 0, 0)

    def cost(self, chosen: Iterable[int]) -> int:
        """What a solution costs, of which the columns are given that are 1."""
        return sum(self.costs[each] for each in chosen)

    def solve(self, start: Collection[int], limit: float) -> Solved:
        """The cheapest solution, from one that is known.

        Args:
            start: the columns that are 1 in it; the solver finds the others out.
            limit: after how many seconds to stop.

        Raises:
            StatplanError: highspy is not installed.
        """
        highspy = load()
        solver = _solver(limit)
        solver.passModel(self._given(highspy))
        numbers = [each for each in range(len(self.costs)) if self.whole[each]]
        known = [float(each in start) for each in numbers]
        solver.setSolution(len(numbers), numbers, known)
        interrupted = _run(solver)
        return _read(highspy, solver, interrupted=interrupted)

    def _given(self, highspy: ModuleType) -> "HighsLp":
        """The model as HiGHS takes it."""
        kinds = highspy.HighsVarType
        lp: HighsLp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.least)
        lp.col_cost_ = [float(each) for each in self.costs]
        lp.col_lower_ = [0.0] * len(self.costs)
        lp.col_upper_ = self.upper
        lp.row_lower_, lp.row_upper_ = self.least, self.most
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = self.starts, self.index
        lp.a_matrix_.value_ = self.value
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.whole]
        return lp


def load() -> ModuleType:
    """The solver's library.

    Raises:
        StatplanError: it is not installed.
    """
    try:
        import highspy
    except ImportError as error:
        raise StatplanError(
            "a proof needs the solver HiGHS (highspy), which is not installed.",
            hint='Install it with: pip install "statplan[exact]"',
        ) from error
    return highspy


def _solver(limit: float) -> "Highs":
    """One thread and a fixed seed, so that the same model is solved in the same way."""
    import highspy

    class Quiet(highspy.Highs):
        """Says nothing, from before it is made: it names itself when its callbacks are enabled."""

        def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    solver: Highs = Quiet()  # type: ignore[no-untyped-call]
    for name, value in (
        ("threads", 1),
        ("parallel", "off"),
        ("presolve", "off"),  # 1.16 miscounts a start by what its presolve leaves out
        ("random_seed", _SEED),
        ("time_limit", max(limit, 0.0)),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1 - 2 * NEAR),  # costs are whole numbers
    ):
        solver.setOptionValue(name, value)
    solver.HandleUserInterrupt = True
    return solver


def _run(solver: "Highs") -> bool:
    """Solve; whether the person stopped it, which keeps what was found so far."""
    solver.startSolve()
    try:
        while not solver.wait(_MOMENT)[0]:
            pass
    except KeyboardInterrupt:
        solver.cancelSolve()  # type: ignore[no-untyped-call]
        solver.wait()
        return True
    return False


def _read(highspy: ModuleType, solver: "Highs", *, interrupted: bool) -> Solved:
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = solver.getSolution().col_value if found else []
    chosen = frozenset(number for number, value in enumerate(values) if value > 1 / 2)
    dual = info.mip_dual_bound
    return Solved(
        chosen if found else None,
        info.objective_function_value,
        float(ceil(dual - NEAR)) if abs(dual) < highspy.kHighsInf else -inf,
        solver.getRunTime(),
        interrupted,
    )
