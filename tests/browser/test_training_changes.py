"""Changing what is learned, and how: nothing is lost unasked, and nothing says two things."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.waiting import settled, until

READY = ".training:not([data-frames='0'])"


def learned(page):
    """Let it learn for a step: from now on there is something to lose."""
    page.locator(".training [data-act=step]").click()
    page.locator(".training[data-step='1']").wait_for()


def learned_again(page):
    page.locator(".training [data-act=step]").click()
    page.locator(".training[data-step='2']").wait_for()


def rate(page, text):
    """Type a learning rate into the bar; the page has heard of it when the link has."""
    page.locator(".training #lr").fill(text)
    page.locator(".training #lr").press("Enter")
    until(page, lambda: f"training_lr={text}" in page.url)
    settled(page)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844)])
def test_the_question_is_in_view_where_something_was_changed(open_page, width, height):
    page = open_page("/training", ready=READY, width=width, height=height)
    learned(page)
    page.get_by_role("button", name="TinyVGG").click()
    again = page.get_by_role("button", name="Start again", exact=True)
    expect(again).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="TinyVGG")).to_be_in_viewport()
    page.get_by_role("tab", name="Data").click()
    settled(page)
    expect(again).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Undo the change").click()
    expect(again).to_have_count(0)
    assert page.locator(".training").get_attribute("data-step") == "1"


def test_the_link_carries_what_the_bar_says(open_page):
    page = open_page("/training", ready=READY)
    learned(page)
    rate(page, "0.02")
    page.locator(".training #optimizer").select_option("sgd")
    until(page, lambda: "training_optimizer=SGD" in page.url)
    assert "training_layers=conv2d_8_3" in page.url
    expect(page.get_by_text("You changed")).to_have_count(0)
    found = re.search(r"/training\?.*", page.url)
    there = open_page(found[0], ready=READY)
    expect(there.locator(".training #lr")).to_have_value("0.02")
    expect(there.locator(".training #optimizer")).to_have_value("sgd")


def test_start_over_begins_again_with_the_first_settings(open_page):
    page = open_page("/training", ready=READY)
    learned(page)
    rate(page, "0.02")
    page.get_by_role("button", name="Start over").click()
    page.locator(".training[data-step='0']").wait_for()
    expect(page.locator(".training #lr")).to_have_value("0.01")
    until(page, lambda: "training_lr" not in page.url)


def test_a_reload_finds_the_network_again(open_page):
    page = open_page("/training", ready=READY)
    learned(page)
    rate(page, "0.02")
    page.reload()
    page.locator(".training[data-step='1']").wait_for()
    settled(page)
    expect(page.locator(".training #lr")).to_have_value("0.02")
    expect(page.get_by_text("You changed")).to_have_count(0)
    learned_again(page)


def test_a_copy_of_the_tab_gets_a_network_of_its_own(open_page):
    page = open_page("/training", ready=READY)
    learned(page)
    url = page.evaluate("sessionStorage.getItem('cnnviz training')")
    copy = page.context.new_page()
    copy.goto(page.url)
    copy.locator(READY).wait_for()
    copy.evaluate("url => sessionStorage.setItem('cnnviz training', url)", url)
    copy.reload()
    copy.locator(READY).wait_for()
    settled(copy)
    expect(copy.locator(".training")).to_have_attribute("data-step", "0")
    learned_again(page)
