"""Statistics of a survey of children in schools: percentages with limits, groups beside their peers, trends.

Schools are drawn and children answer, so everything is estimated from `Moments`, first and second moments of school
totals, whatever the number of children; only weights, scores and the second stage are made on rows. Checked against R's
survey package. The intervals do not cover who chose to take part: where schools volunteer, say so beside every figure.

From totals: `proportions` and their comparisons, limits (`intervals`), `rao_scott`, `fit` and `regression`, trends,
`together`, `alpha`. Beside every figure: `design_effect` and `enough`. After many: `holm`, `benjamini_hochberg`.
"""

from onlinelives.rules.estimation import intervals
from onlinelives.rules.estimation.association import Association, rao_scott
from onlinelives.rules.estimation.calibrated import Calibrated, calibrated
from onlinelives.rules.estimation.comparisons import Comparison, contrast, difference, odds_ratio, ratio
from onlinelives.rules.estimation.cooccurrence import Together, combination, together
from onlinelives.rules.estimation.fitting import Fit, NoRegression, fit, scores
from onlinelives.rules.estimation.logistic import Joint, Regression, joint, regression
from onlinelives.rules.estimation.moments import Moments, of_rows
from onlinelives.rules.estimation.multiplicity import benjamini_hochberg, holm
from onlinelives.rules.estimation.proportions import Estimates, proportions
from onlinelives.rules.estimation.quality import design_effect, enough
from onlinelives.rules.estimation.scales import Alpha, Ranking, alpha, alpha_values, ranks, score
from onlinelives.rules.estimation.second_stage import within_schools
from onlinelives.rules.estimation.trends import NoTrend, equally_spaced, latest_change, ordered, pieces, slope
from onlinelives.rules.estimation.variance import WITH_REPLACEMENT, LonelyStratum, Sampling, covariance, standard_errors
from onlinelives.rules.estimation.weighting import Margin, Unweightable, kish, post_stratify, rake, trim

__all__ = [
    "WITH_REPLACEMENT",
    "Alpha",
    "Association",
    "Calibrated",
    "Comparison",
    "Estimates",
    "Fit",
    "Joint",
    "LonelyStratum",
    "Margin",
    "Moments",
    "NoRegression",
    "NoTrend",
    "Ranking",
    "Regression",
    "Sampling",
    "Together",
    "Unweightable",
    "alpha",
    "alpha_values",
    "benjamini_hochberg",
    "calibrated",
    "combination",
    "contrast",
    "covariance",
    "design_effect",
    "difference",
    "enough",
    "equally_spaced",
    "fit",
    "holm",
    "intervals",
    "joint",
    "kish",
    "latest_change",
    "odds_ratio",
    "of_rows",
    "ordered",
    "pieces",
    "post_stratify",
    "proportions",
    "rake",
    "ranks",
    "rao_scott",
    "ratio",
    "regression",
    "score",
    "scores",
    "slope",
    "standard_errors",
    "together",
    "trim",
    "within_schools",
]
