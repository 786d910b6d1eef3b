#DECLARE($times : Integer)
ALERT(String($times))
