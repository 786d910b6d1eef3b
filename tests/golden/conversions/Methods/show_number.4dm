#DECLARE($n : Integer)
tell($n; $n+1)
