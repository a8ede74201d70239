"""Names and addresses with Faker and Mimesis, one thread, into lists."""

import json
import sys

from faker import Faker
from memory_columns import rate
from mimesis import Address, Person
from mimesis.locales import Locale

faker, person, address = Faker("en_US"), Person(Locale.EN), Address(Locale.EN)
Faker.seed(42)


def mimesis_address():
    return f"{address.address()}, {address.city()}, {address.state(abbr=True)} {address.postal_code()}"


MAKERS = {
    "Faker names": faker.name,
    "Mimesis names": person.full_name,
    "Faker addresses": faker.address,
    "Mimesis addresses": mimesis_address,
}


def main(seconds: float) -> None:
    for name, make in MAKERS.items():
        made, spent = rate(lambda n, make=make: [make() for _ in range(n)], 1000, seconds)
        print(json.dumps({"table": name, "rows": made, "seconds": spent}))


if __name__ == "__main__":
    main(float(sys.argv[1]))
