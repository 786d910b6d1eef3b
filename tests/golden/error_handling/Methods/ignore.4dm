// Nothing to do
