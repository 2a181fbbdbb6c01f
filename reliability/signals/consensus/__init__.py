"""What a document claims against what independent others on its story claim."""

from reliability.signals.consensus.accounts import Account, account, account_of
from reliability.signals.consensus.alignment import ClaimPair
from reliability.signals.consensus.claims import Claim
from reliability.signals.consensus.features import FEATURES
from reliability.signals.consensus.model import ConsensusModel, load_consensus
from reliability.signals.consensus.standing import Standing, compare

__all__ = [
    "FEATURES",
    "Account",
    "Claim",
    "ClaimPair",
    "ConsensusModel",
    "Standing",
    "account",
    "account_of",
    "compare",
    "load_consensus",
]
