"""Print how many combinations of options each operation offers: python -m tests.combinations."""

from cnnviz.ops import ALL
from tests.test_operations import outcomes, possible

if __name__ == "__main__":
    counts = {op.title: (len(possible(op)), len(outcomes(op))) for op in ALL}
    counts["Together"] = (sum(n for n, _ in counts.values()), sum(n for _, n in counts.values()))
    for title, (working, offered) in counts.items():
        print(f"{title:<26}{working:>6} work{offered - working:>6} refused")
