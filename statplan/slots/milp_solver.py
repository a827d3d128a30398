"""A linear model in whole numbers, and HiGHS, which solves it (the extra `exact`)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from math import ceil, inf
from types import ModuleType
from typing import TYPE_CHECKING

from statplan.errors import StatplanError

if TYPE_CHECKING:
    from highspy import Highs, HighsLp

LinearTerm = tuple[int, float]  # a column, and how often it counts

_SEED = 1
_POLL_SECONDS = 0.1  # seconds from one look for Ctrl-C to the next
TOLERANCE = 0.02  # by how much the solver's arithmetic may be off: far less than the 1 of any cost


@dataclass(frozen=True, slots=True)
class SolverOutcome:
    """The outcome of a run of the solver.

    `chosen` are the columns that are 1 in the best solution it found, None where it found none,
    and `cost` is what it says they cost; `bound` is what no solution costs less than, minus
    infinity where it knows nothing.
    """

    chosen: frozenset[int] | None
    cost: float
    bound: float
    seconds: float
    is_interrupted: bool


@dataclass(slots=True)
class LinearModel:
    """Columns that are 0 or 1, or between, with what each costs; rows that bound their sums.

    All costs are whole numbers, and so is the cost of a solution.
    """

    costs: list[int] = field(default_factory=list)
    is_whole: list[bool] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    row_least: list[float] = field(default_factory=list)
    row_most: list[float] = field(default_factory=list)
    row_starts: list[int] = field(default_factory=lambda: [0])
    column_indices: list[int] = field(default_factory=list)
    coefficients: list[float] = field(default_factory=list)

    def add_column(self, cost: int = 0, *, is_whole: bool = False, upper: float = 1) -> int:
        """Add a column, from 0 to `upper`; return its number."""
        self.costs.append(cost)
        self.is_whole.append(is_whole)
        self.upper.append(upper)
        return len(self.costs) - 1

    def add_row(self, terms: Iterable[LinearTerm], least: float = -inf, most: float = inf) -> None:
        """Add a row: the sum of the terms is from `least` to `most`."""
        for column, coefficient in terms:
            self.column_indices.append(column)
            self.coefficients.append(coefficient)
        self.row_starts.append(len(self.column_indices))
        self.row_least.append(least)
        self.row_most.append(most)

    def add_at_most(self, columns: Iterable[int], other_columns: Iterable[int] = ()) -> None:
        """Keep the columns together at most the others together, or at most 1 where none are."""
        other_terms = [(column, -1.0) for column in other_columns]
        most = 0 if other_terms else 1
        self.add_row([(column, 1.0) for column in columns] + other_terms, most=most)

    def add_equality(self, columns: Iterable[int], other_columns: Iterable[int]) -> None:
        """Keep the columns together equal to the others together."""
        other_terms = [(column, -1.0) for column in other_columns]
        self.add_row([(column, 1.0) for column in columns] + other_terms, least=0, most=0)

    def calculate_cost(self, chosen: Iterable[int]) -> int:
        """Calculate the cost of a solution, given the columns that are 1."""
        return sum(self.costs[column] for column in chosen)

    def solve_model(self, start: Collection[int], limit: float) -> SolverOutcome:
        """Find the cheapest solution, from one that is known.

        Args:
            start: the columns that are 1 in it; the solver finds the others out.
            limit: after how many seconds to stop.

        Raises:
            StatplanError: highspy is not installed.
        """
        highspy = load_solver()
        solver = _make_solver(limit)
        solver.passModel(self._build_lp(highspy))
        whole_columns = [column for column in range(len(self.costs)) if self.is_whole[column]]
        start_values = [float(column in start) for column in whole_columns]
        solver.setSolution(len(whole_columns), whole_columns, start_values)
        is_interrupted = _run_solver(solver)
        return _read_outcome(highspy, solver, is_interrupted=is_interrupted)

    def _build_lp(self, highspy: ModuleType) -> "HighsLp":
        """Build the model as HiGHS takes it."""
        kinds = highspy.HighsVarType
        lp: HighsLp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.row_least)
        lp.col_cost_ = [float(cost) for cost in self.costs]
        lp.col_lower_ = [0.0] * len(self.costs)
        lp.col_upper_ = self.upper
        lp.row_lower_, lp.row_upper_ = self.row_least, self.row_most
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = self.row_starts, self.column_indices
        lp.a_matrix_.value_ = self.coefficients
        lp.integrality_ = [
            kinds.kInteger if is_whole else kinds.kContinuous for is_whole in self.is_whole
        ]
        return lp


def load_solver() -> ModuleType:
    """Load the solver's library.

    Raises:
        StatplanError: it is not installed.
    """
    try:
        import highspy
    except ImportError as error:
        raise StatplanError(
            "a proof needs the solver HiGHS (highspy), which is not installed.",
            remedy='Install it with: pip install "statplan[exact]"',
        ) from error
    return highspy


def _make_solver(limit: float) -> "Highs":
    """Make a solver with one thread and a fixed seed, so that a model is solved in the same way."""
    import highspy

    class Quiet(highspy.Highs):
        """A solver that prints nothing, even when it is made, when callbacks are enabled."""

        def enableCallbacks(self) -> None:  # noqa: N802 - the library's name
            self.silent()
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    solver: Highs = Quiet()  # type: ignore[no-untyped-call]
    for name, option_value in (
        ("threads", 1),
        ("parallel", "off"),
        ("presolve", "off"),  # 1.16 miscounts a start by what its presolve leaves out
        ("random_seed", _SEED),
        ("time_limit", max(limit, 0.0)),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1 - 2 * TOLERANCE),  # costs are whole numbers
    ):
        solver.setOptionValue(name, option_value)
    solver.HandleUserInterrupt = True
    return solver


def _run_solver(solver: "Highs") -> bool:
    """Run the solver; return whether the person stopped it, which keeps what was found so far."""
    solver.startSolve()
    try:
        while not solver.wait(_POLL_SECONDS)[0]:
            pass
    except KeyboardInterrupt:
        solver.cancelSolve()  # type: ignore[no-untyped-call]
        solver.wait()
        return True
    return False


def _read_outcome(highspy: ModuleType, solver: "Highs", *, is_interrupted: bool) -> SolverOutcome:
    info = solver.getInfo()
    is_feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    column_values = solver.getSolution().col_value if is_feasible else []
    chosen = frozenset(
        number for number, column_value in enumerate(column_values) if column_value > 1 / 2
    )
    lower_bound = info.mip_dual_bound
    return SolverOutcome(
        chosen if is_feasible else None,
        info.objective_function_value,
        float(ceil(lower_bound - TOLERANCE)) if abs(lower_bound) < highspy.kHighsInf else -inf,
        solver.getRunTime(),
        is_interrupted,
    )
