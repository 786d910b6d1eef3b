//fourd:
// What a class tells about itself
tell(cs.Bicycle.name; cs.Bicycle.superclass.name; cs.Bicycle.superclass.superclass.name)
tell(cs.Vehicle.isShared; cs.Vehicle.isSingleton; cs.Basket.isShared; cs.Register.isSingleton; cs.Ledger.isShared; cs.Ledger.isSingleton)
tell(OB Class(cs.Tandem.new("a")).name; OB Class({}).name; OB Class(cs.Vehicle).name)
