Class extends Circle
