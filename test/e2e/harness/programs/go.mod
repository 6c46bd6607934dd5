module fleetwright.test/programs

go 1.22
