"""Time grows with the text and not with its square."""

import time

import pytest

from reliability import Document
from reliability.rating import load_rater

UNITS = {
    "prose": "Mayor Ann Ito said on Monday that 14 ferries may be repaired. Tom Berg told the paper it cost a lot. ",
    "quotations": '"We have done it all" Ann Ito said and ',
    "names": "Ann Ito met Tom Berg in Oslo. ",
    "one sentence": "Ann Ito said that they went and Tom Berg said so and ",
    "open quote": "“Ann Ito went and ",
    "capitals": "ANN ITO MAY SAY ",
    "digits": "1",
    "lines": "a\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_four_times_the_text_takes_hardly_more_than_four_times_as_long(unit):
    rater = load_rater()

    def seconds(size):
        document = Document(text=unit * (size // len(unit)))
        start = time.process_time()
        rater(document)
        return time.process_time() - start

    seconds(10_000)
    # Sixteen would be quadratic; eight leaves room for a busy machine.
    assert seconds(320_000) < 8 * max(seconds(80_000), 0.02)
