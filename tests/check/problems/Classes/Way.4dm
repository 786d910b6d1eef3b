Class extends Road
