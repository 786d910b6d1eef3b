// Dates and times from texts, their parts, and sums
var $object : Object
$object:={expDate: "2020-11-17T00:00:00.0000"}
show(String(Date("12/25/94"))+" "+String(Date("40/40/94"))+" "+String(Date("It was the 6/30, we were in 2016")))
show(String(Date($object.expDate))+" "+String(Date($object.creationDate))+" "+String(Date("2013-06-05T20:00:00")))
show(String(Date("1.2.2005"))+" "+String(Date("1-2-2005"))+" "+String(Date("1,2,2005"))+" "+String(Date(!2024-02-29!)))
show(String(Day number(!2024-02-29!))+String(Day number(!00-00-00!))+" "+String(Day of(!1992-12-25!))+" "+String(Month of(!1992-12-25!))+" "+String(Year of(!1892-12-25!)))
show(String(Add to date(!2021-11-15!; 0; 3; 0))+" "+String(Add to date(!2000-01-31!; 0; 1; 0))+" "+String(Add to date(!00-00-00!; 2012; 4; 5)))
show(String(Add to date(!2021-12-31!; 0; 0; 1))+" "+String(Add to date(!2021-03-15!; -1; -3; -15)))
show(Time string(46800)+" "+Time string(86401)+" "+Time string(Time((60*60)+(20*60)+5200))+" "+String(Time("13:05:00"))+" "+String(Time("1:05 PM")))
show(String(Time($object.missing))+" "+String(Value type(Time(60))=Is time))

SET DEFAULT CENTURY(20)
show(String(Date("01/25/97"))+" "+String(Date("01/25/07")))
SET DEFAULT CENTURY(19; 95)
show(String(Date("01/25/97"))+" "+String(Date("01/25/94"))+" "+String(Date("01/25/1907")))
SET DEFAULT CENTURY(19; 30)
show(String(Date("01/25/30"))+" "+String(Date("01/25/29")))
