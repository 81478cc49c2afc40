"""The slow, obvious way to compute each operation, one function per slug.

Nothing here may import cnnviz: an oracle that shares code with the accused
proves nothing. Plain loops only, so a reader can check them by eye.
"""

from tests.oracles.activation import *  # noqa: F403
from tests.oracles.classifier import *  # noqa: F403
from tests.oracles.convolution import *  # noqa: F403
from tests.oracles.pooling import *  # noqa: F403
