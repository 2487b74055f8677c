//! The ledger: every claim with its evidence, what was held of it and when, merged into incidents.
