// An analyst thread whose analyst cannot be loaded.
throw new Error('model file is missing');
