"""Methods that explain a network; long computations are generators that yield progress."""

from cnnviz.insight.filters import FirstFilters, first_filters
from cnnviz.insight.grad_cam import GradCam, cam_nodes, grad_cam, grad_cams
from cnnviz.insight.guided_backprop import guided_backprop
from cnnviz.insight.maximise import REGULARISERS, MaximisedImage, maximise
from cnnviz.insight.node_features import Features, before_scores, collect_features
from cnnviz.insight.occlusion import GREY, OcclusionProgress, covered, occlusion
from cnnviz.insight.pca import PrincipalPlane, pca
from cnnviz.insight.progress import Progress
from cnnviz.insight.saliency import saliency, strength, times_input
from cnnviz.insight.smooth_grad import SmoothGrad, smooth_grad
from cnnviz.insight.top_images import TopImage, TopImages, top_images

__all__ = [
    "GREY", "REGULARISERS", "Features", "FirstFilters", "GradCam", "MaximisedImage",
    "OcclusionProgress", "PrincipalPlane", "Progress", "SmoothGrad", "TopImage", "TopImages",
    "before_scores", "cam_nodes", "collect_features", "covered", "first_filters", "grad_cam",
    "grad_cams", "guided_backprop", "maximise", "occlusion", "pca", "saliency", "smooth_grad",
    "strength", "times_input", "top_images",
]  # fmt: skip
