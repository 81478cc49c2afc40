"""Make assets/datasets/digits.npz.

    pip install scikit-learn && python tools/make_digits.py

The digits come from scikit-learn's wheel (`CREDITS.md` names who made them). The app itself
needs neither this script nor scikit-learn.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

FILE = Path(__file__).parents[1] / "assets" / "datasets" / "digits.npz"

if __name__ == "__main__":
    data = load_digits()
    FILE.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(FILE, images=np.uint8(data.images), labels=np.uint8(data.target))
