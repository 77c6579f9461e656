//! What is exported, and the one door through which every call is reachable as JSON.
