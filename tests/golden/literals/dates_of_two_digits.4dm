//fourd:
// A year of two digits: below 30 it is in this century
tell(Year of(!07/09/75!); Year of(!07/09/99!); Year of(!07/09/05!); Year of(!07/09/29!))
tell(!07/09/75!=!1975-07-09!)
