"""Prints the takings of each day from a list of sales."""

SALES = [
    ("2025-03-01", 1999),
    ("2025-03-01", 490),
    ("2025-03-02", 890),
    ("2025-03-02 ", 1250),
]


def takings(sales):
    days = {}
    for day, cents in sales:
        if day in days:
            days[day] = days[day] + cents
        else:
            days[day] = cents
    return days


if __name__ == "__main__":
    for day, cents in sorted(takings(SALES).items()):
        print(f"{day}  {cents / 100:.2f}")
