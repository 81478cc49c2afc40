"""What a network learned, asked in ten ways; long work comes as generators that can be left."""

from cnnviz.insight.excites import Excited, Patch, excites
from cnnviz.insight.filters import Filters, filters
from cnnviz.insight.gather import Gathered, before_scores, gather
from cnnviz.insight.grad_cam import Cam, cam_nodes, grad_cam, grad_cams
from cnnviz.insight.guided import guided
from cnnviz.insight.maximise import REGULARISERS, State, maximise
from cnnviz.insight.occlusion import GREY, Square, covered, occlusion
from cnnviz.insight.progress import Progress
from cnnviz.insight.project import Plane, project
from cnnviz.insight.saliency import saliency, strength, times_input
from cnnviz.insight.smooth import Smoothed, smooth

__all__ = [
    "GREY", "REGULARISERS", "Cam", "Excited", "Filters", "Gathered", "Patch", "Plane", "Progress",
    "Smoothed", "Square", "State", "before_scores", "cam_nodes", "covered", "excites", "filters",
    "gather", "grad_cam", "grad_cams", "guided", "maximise", "occlusion", "project", "saliency",
    "smooth", "strength", "times_input",
]  # fmt: skip
