"""Tables of the floors, and what was seeded."""

import uuid

from django.db import models


class Seeded(models.Model):
    """The one row that says what the database was filled with."""

    scale = models.JSONField()


class Line(models.Model):
    """A row as a bare view would store an answer."""

    session = models.UUIDField()
    item = models.CharField(max_length=40)
    choice = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)


class Region(models.Model):
    """A province."""

    code = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=40)


class Domain(models.Model):
    """A technology domain."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)


class Industry(models.Model):
    """An industry division."""

    code = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=80)


class Size(models.Model):
    """A size class of customers."""

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=40)


class Maker(models.Model):
    """A supplier with its many-to-many relations in tables of their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    summary_ko = models.CharField(max_length=600)
    summary_en = models.CharField(max_length=600)
    home_sido = models.CharField(max_length=2)
    home_sigungu = models.CharField(max_length=5)
    capacity_open = models.PositiveSmallIntegerField()
    is_accepting = models.BooleanField()
    verified_at = models.DateTimeField()
    profile_confirmed_on = models.DateField()
    evidence = models.JSONField()
    confirmed_records = models.PositiveIntegerField()
    organisation_id = models.UUIDField(db_index=True)
    regions = models.ManyToManyField(Region)
    domains = models.ManyToManyField(Domain)
    industries = models.ManyToManyField(Industry)
    sizes = models.ManyToManyField(Size)


TABLES = (Seeded, Line, Region, Domain, Industry, Size, Maker)
