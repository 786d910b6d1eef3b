//fourd:
// A year of two digits: below 30 it is in this century; in a date that begins with the year it is as written
tell(Year of(!07/09/75!); Year of(!07/09/99!); Year of(!07/09/05!); Year of(!07/09/29!))
tell(!07/09/75!=!1975-07-09!)
tell(Year of(!20-06-30!); Year of(!99-1-2!); !20-06-30!=!0020-06-30!; !00-00-00!=!0000-00-00!)
