"""Whatever happens to a file, the answer is a data set or one sentence, soon and in bounds."""

import tracemalloc
from time import process_time

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, scalar_dtypes, unicode_string_dtypes

from cnnviz.datasets import DataError, limits, open_npz, open_upload
from tests.datasets.making import npz
from tests.datasets.odd import GOOD, files
from tests.examples import examples

SMALL = [name for name in GOOD if name != "IDX of 30,000"]
settings_here = examples(
    300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def check_sentence(text):
    assert text.endswith(".")
    assert text.isprintable()
    assert len(text) < 300


def check_dataset(data):
    count, channels, height, width = data.images.shape
    assert data.images.dtype == np.float32
    assert data.labels.dtype == np.int64
    assert data.labels.shape == (count,)
    assert channels in (1, 3)
    assert max(height, width) <= limits.MAX_SIDE
    assert data.images.min() >= 0
    assert data.images.max() <= 1
    assert len(data.counts()) == len(data.classes) >= 2
    assert data.counts().min() >= 1
    for text in (*data.notes, *data.refused):
        check_sentence(text)


def check(upload):
    tracemalloc.start()
    start = process_time()
    try:
        check_dataset(open_upload(upload))
    except DataError as error:
        check_sentence(str(error))
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert process_time() - start < 3
    assert peak < 30 * 2**20


@given(st.sampled_from([b"", b"PK\3\4", b"PK\5\6", b"\x1f\x8b\x08", b"\0\0\x08\3"]), st.binary())
def test_random_bytes_are_refused_politely(beginning, rest):
    check([("data", beginning + rest)])
    check([("data", beginning + rest), ("labels", b"\0\0\x08\1" + rest)])


@settings_here
@given(
    st.sampled_from(SMALL),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1),
    st.sampled_from(["anywhere", "beginning", "end"]),
    st.integers(0, 1),
)
def test_a_damaged_file_is_read_or_refused(name, damage, where, which):
    upload = list(files(name))
    title, data = upload[which % len(upload)]
    data = bytearray(data)
    reach = len(data) if where == "anywhere" else min(len(data), 250)
    for place, value in damage:
        at = int(place * reach)
        data[-1 - at if where == "end" else at] = value
    upload[which % len(upload)] = title, bytes(data)
    check(upload)


@settings_here
@given(st.sampled_from(SMALL), st.floats(0, 1, exclude_max=True), st.integers(0, 1))
def test_a_file_cut_short_is_refused(name, place, which):
    upload = list(files(name))
    title, data = upload[which % len(upload)]
    upload[which % len(upload)] = title, data[: int(place * len(data))]
    check(upload)
    if data[:2] == b"PK":
        with pytest.raises(DataError):
            open_upload(upload)


def any_array(max_dims):
    types = scalar_dtypes() | unicode_string_dtypes(max_len=3)
    return types.flatmap(lambda kind: arrays(kind, array_shapes(max_dims=max_dims, max_side=6)))


@settings_here
@given(any_array(5), any_array(2))
def test_arrays_of_any_kind_are_read_or_refused(x, y):
    check([("data.npz", npz(packed=False, x=x, y=y))])


@settings_here
@given(st.sampled_from(["f2", "f4", "f8", "i1", "u2", "i8", "u8", ">f4", "g"]), st.data())
def test_numbers_of_any_size_end_between_zero_and_one_or_are_refused(kind, data):
    x = data.draw(arrays(kind, (4, 2, 3)))
    try:
        result = open_npz(npz(packed=False, x=x, y=[0, 1, 0, 1]))
    except DataError:
        finite = np.isfinite(x).all() and abs(x.astype(np.longdouble)).max() < 9e29
        assert not finite or len(np.unique(x.astype(np.float32))) == 1
    else:
        check_dataset(result)
