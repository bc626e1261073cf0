#!/usr/bin/env python3
"""Writes the table of the abbreviations of time zones from the zone files of this machine, which are in the public domain.

usage: zone_names.py [FOLDER] > ../../main/resources/io/tocsin/core/template/format/zone-names.txt

A line holds names of zones that share everything, a tab, and what their clocks show, in the order of time, with `;` between:
the distance from UTC in seconds, a blank or (for summer time) `*`, the abbreviation, and `@` with the second since 1970 from
which on that distance is called so, where it was called otherwise before.
"""
import os
import struct
import sys

# The zone of the machine, not of the database.
LOCAL = "localtime"
ROOT = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/zoneinfo"
HEAD = 44


def shown(path):
    """(second or None, offset, abbreviation, is summer time) in the order of time, from version 2 of the format."""
    data = open(path, "rb").read()

    def head(at):
        return struct.unpack(">6l", data[at + 20:at + HEAD])

    utc, standard, leap, times, types, chars = head(0)
    at = HEAD + times * 5 + types * 6 + chars + leap * 8 + standard + utc
    _, _, _, times, types, chars = head(at)
    at += HEAD
    seconds = struct.unpack(f">{times}q", data[at:at + 8 * times])
    at += 8 * times
    indexes = data[at:at + times]
    at += times
    kinds = [struct.unpack(">lBB", data[at + 6 * i:at + 6 * i + 6]) for i in range(types)]
    at += 6 * types
    names = data[at:at + chars]
    for second, kind in [(None, 0), *zip(seconds, indexes)]:
        offset, summer, name = kinds[kind]
        yield second, offset, names[name:names.index(b"\0", name)].decode(), summer


def row(path):
    last, entries = {}, []
    for second, offset, name, summer in shown(path):
        if last.get(offset) != (name, summer):
            since = f"@{second}" if offset in last else ""
            last[offset] = (name, summer)
            entries.append(f"{offset}{'*' if summer else ' '}{name}{since}")
    return ";".join(entries)


def zones():
    for folder, _, files in os.walk(ROOT):
        for file in files:
            path = os.path.join(folder, file)
            name = os.path.relpath(path, ROOT)
            if not name.startswith(("posix", "right", LOCAL)) and open(path, "rb").read(5) in (b"TZif2", b"TZif3"):
                yield name, path


rows = {}
for zone, file in sorted(zones()):
    rows.setdefault(row(file), []).append(zone)
for text, shared in rows.items():
    print(" ".join(shared) + "\t" + text)
