"""Filter your own picture, turn any weight, and see the picture change while you do.

A kernel that answers to edges, one that blurs, one that sharpens: the same sum, other weights.
"""

from cnnviz.ui.kernel_lab.lab import choose_lab_settings, show_lab
from cnnviz.ui.lesson import frame

PAGE = {"title": "Kernel lab", "icon": ":material/photo_filter:"}

top = frame.begin_lesson(
    "kernel_lab",
    "Every pixel of the :green[**result**] is a sum of its neighbours, each times a weight of the "
    ":orange[**kernel**]. Drag a weight up or down and watch the picture.",
)

show_lab("kernel_lab", choose_lab_settings("kernel_lab"))

frame.end_lesson(
    "kernel_lab",
    top,
    [
        "Choose **Sobel x**, then press **Rotate 90°**: which edges light up now?",
        "Show it as **Clip**, **Absolute**, **Signed colours**: what did Clip hide?",
        "Make all nine weights 1. Why is the picture white? Switch **Normalise** on.",
        "Chain a blur before an edge kernel: what happens to the small edges?",
        "Bring your own picture and find the kernel that makes its outline clearest.",
    ],
    publish=False,
)
