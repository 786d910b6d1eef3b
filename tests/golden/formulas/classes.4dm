//fourd:
// A formula is a 4D.Formula, which is a 4D.Function; functions of classes and collections are plain 4D.Function
var $formula : 4D.Formula
$formula:=Formula(1+1)
show($formula.call(); OB Class($formula).name; OB Class($formula).superclass.name)
show(OB Instance of($formula; 4D.Formula); OB Instance of($formula; 4D.Function))
var $text : 4D.Function
$text:=Formula from string("2*3")
show($text.call(); OB Instance of($text; 4D.Formula))
show(OB Class([1].push).name; OB Instance of([1].push; 4D.Formula))
show(OB Class(Formula(joined)).name)
