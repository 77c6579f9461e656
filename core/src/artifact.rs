//! How is a fitted model, a profile or a shop stored, so that it loads for ever?
