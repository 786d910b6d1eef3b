Class extends Shape
