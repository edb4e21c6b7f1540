# The warehouse: what arrives, where it lies and what was counted; and papers on pages.

nav-stock = Stock
papers-of-swap = Papers
papers-printing = is printed in a moment
papers-evidence = All about the exchange (PDF)
papers-label = Print its label
papers-labels = Print labels
stock-receive = Receive devices
stock-move = Move or grade devices
stock-devices = Devices in our hands
stock-empty = Once the first devices are received, this says how many of each model we have.
stock-grade = Grade
stock-grade-new = New
stock-grade-used = Used
stock-grade-refurbished = Refurbished
stock-grade-none = Not graded
stock-shelf-stock = In stock
stock-shelf-reserved = Reserved
stock-shelf-bench = On the bench
stock-shelf-back = On their way back
stock-shelf-vendor = With the maker
stock-shelf-missing = Missing
stock-sum = Sum
stock-at-places = In stock, by place
stock-at-places-empty = Nothing is in stock. This says what lies at each place.
stock-place = Place
stock-places = Places
stock-places-empty = The places of the warehouse stand here: a warehouse, a bench, a van.
stock-no-place = No place
stock-place-add = Add a place
stock-place-name = Name of the place
stock-place-what = For example Main warehouse, Bench or Van 2.
stock-devices-empty = No device fits. Choose something else above.
stock-choice = Choose
stock-choose = Choose at least one device in the list.
stock-choose-one = Choose SN { $serial }
stock-missing-since = Missing since { $day }
stock-move-what = Scan or type what is put at the place. All of the devices are moved, or none.
stock-serials = Serial numbers
stock-serials-what = One a line. The code on a label can be scanned.
stock-as-before = As before
stock-move-go = Save
stock-receive-what = Choose a file, or paste the list. First you see what would be received; nothing is saved before you confirm.
stock-receive-most = At most { $most } devices at a time.
stock-receive-no-place = There is no place yet where the devices could lie.
stock-file = File (CSV)
stock-list = The list
stock-list-what = The first line has the headings. The model is written by its name; the grade is new, used or refurbished; SIM can be left out.
stock-look = See what would be received
stock-list-faults = The list cannot be received as it is. Correct its lines and look again; nothing is saved.
stock-list-odd = The list has signs that we cannot read. Save the file again as “CSV UTF-8”, or paste the text.
stock-whole-list = The whole list
stock-line = Line
stock-column = Column
stock-fault = What to correct
stock-faults-more = { $count ->
        [one] One more fault is not shown.
       *[other] { $count } more faults are not shown.
    }
stock-would-take = { $count ->
        [one] One device would be received.
       *[other] { $count } devices would be received.
    }
stock-rows-more = { $count ->
        [one] And one more device.
       *[other] And { $count } more devices.
    }
stock-seen-moved = It is no longer what you saw before. Look through it and confirm again.
stock-count = Count
stock-rows = Device by device
stock-receive-go = Receive exactly this
stock-receive-other = Take another list
said-stock-place = The place is added.
said-stock-moved = The devices are moved.
said-stock-received = The devices are received.
reason-stock-place-there = There is a place called “{ $name }” already. Write another name.
reason-stock-move-nothing = Choose a place or a grade.
reason-stock-move-many = At most { $most } devices at a time: take them in several goes.
reason-stock-unknown = { $count ->
        [one] We do not know { $serials }. See whether it was scanned completely, or receive the device first.
       *[other] We do not know { $count } of them: { $serials }. See whether they were scanned completely, or receive the devices first.
    }
reason-stock-too-many = The list has more than { $most } devices: split it.
reason-stock-width = The line has { $has } fields, the heading { $wanted }: is a separator or a quotation mark missing?
reason-stock-no-rows = The list has no devices: write one a line below the heading.
reason-stock-column-twice = The column “{ $name }” stands there twice: take one of them out.
reason-stock-column-unknown = “{ $name }” is no column: write serial, model, grade, place and, if you like, sim.
reason-stock-column-missing = The column “{ $name }” is missing in the first line.
reason-stock-cell-missing = The field is empty: write it.
reason-stock-model-unknown = We have no model called “{ $name }”: write its name as it stands under Models.
reason-stock-grade-unknown = “{ $name }” is no grade: write new, used or refurbished.
reason-stock-place-unknown = We have no place called “{ $name }”: add it on the page Stock, or correct the name.
reason-stock-serial-odd = The number is longer than { $most } letters or has signs that cannot be printed: correct it.
reason-stock-serial-twice = { $serial } stands on line { $line } as well: take one of them out.
reason-stock-serial-known = We have { $serial } already ({ $state }): take the line out, and move the device instead.
step-placed = Put at a place, or graded
step-missed = Not found when it was counted
custody-placed = putting at a place
custody-missed = missing at a count
portal-custody-placed = Put at a place
portal-custody-missed = Not found when it was counted
event-stock_place-set = A place of the warehouse was added
stock-takes = Counts
stock-takes-empty = No count yet. They stand here with what was found.
stock-take-begin = Begin a count
stock-take-what = Choose a place, and scan everything that lies there. Several people can count at the same time.
stock-take-choose = Choose a place
stock-take-begun = Begun
stock-take-closed = Closed
stock-take-open = Under way
stock-take-scanned = Scanned
stock-take-of = Count of { $place }
stock-take-found = Found
stock-take-missing = Missing
stock-take-surplus = Does not belong here
stock-take-unknown = Not known
stock-take-surplus-what = They were scanned here, and the books have them elsewhere.
stock-take-unknown-what = We have no device with that number. See whether it was scanned completely, or receive the device.
stock-take-missing-what = They should lie here, and nobody has scanned them. A device that is missing is not lost: a person decides that.
stock-take-books = By the books
stock-take-scan = Scan
stock-take-scan-go = Add
stock-take-many = Or many at once
stock-take-close = Close the count
stock-take-closing = { $count ->
        [0] Nothing is missing.
        [one] One device was not scanned and is marked as missing.
       *[other] { $count } devices were not scanned and are marked as missing.
    }
stock-take-move-here = Move them here
said-stock-take-begun = The count has begun.
said-stock-scanned = It is counted.
said-stock-take-closed = The count is closed.
reason-stock-place-gone = The place is no longer there. Choose another one.
reason-stock-take-open = { $name } is being counted already: join that count.
reason-stock-take-closed = The count is closed. Begin a new one.
event-stock_take-set = A count was changed
event-stock_take-set-begun = A count began
event-stock_take-set-closed = A count was closed
event-stock_take-scanned = Devices were counted
