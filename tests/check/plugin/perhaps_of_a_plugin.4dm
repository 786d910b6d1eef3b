#DECLARE($area : Integer)
Archive_Close($area)
