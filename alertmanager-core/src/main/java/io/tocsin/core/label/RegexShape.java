package io.tocsin.core.label;

/**
 * How large the program of a piece of a regular expression is, and how far one can go through it without consuming a
 * character. Immutable. All lengths are counted in instructions and never too small: the compiler may come to fewer.
 *
 * @param repeats how often the most repeated part stands in it
 * @param size instructions after counted repetitions are written out
 * @param isSkippable whether it matches the empty text
 * @param skip the longest way from its start to its end; 0 unless it is skippable
 * @param head the longest way from its start, to its end or to what consumes
 * @param tail the longest way to its end from what has consumed
 * @param inside the longest way within it, from what has consumed
 */
record RegexShape(int repeats, long size, boolean isSkippable, long skip, long head, long tail, long inside) {
    /** No instruction at all. */
    static final RegexShape EMPTY = new RegexShape(1, 0, true, 0, 0, 0, 0);

    /** What consumes one character. */
    static final RegexShape CHARACTER = new RegexShape(1, 1, false, 0, 0, 0, 0);

    /** What looks at the place and consumes nothing, as <code>^</code>. */
    static final RegexShape ASSERTION = new RegexShape(1, 1, true, 1, 1, 0, 0);

    /** The instruction that does nothing; it stands where a whole group or alternative is empty. */
    static final RegexShape NOTHING = ASSERTION;

    /** The longest way without consuming. The engine goes it by recursion. */
    long longestWay() {
        return Math.max(Math.max(head, tail), inside);
    }

    RegexShape then(RegexShape next) {
        return new RegexShape(
                Math.max(repeats, next.repeats),
                size + next.size,
                isSkippable && next.isSkippable,
                isSkippable && next.isSkippable ? skip + next.skip : 0,
                isSkippable ? Math.max(head, skip + next.head) : head,
                next.isSkippable ? Math.max(next.tail, tail + next.skip) : next.tail,
                Math.max(Math.max(inside, next.inside), tail + next.head));
    }

    /** The parser moves what alternatives have in common to their front; so the choice may stand anywhere in them. */
    RegexShape or(RegexShape other) {
        return new RegexShape(
                Math.max(repeats, other.repeats),
                size + other.size + 1,
                isSkippable || other.isSkippable,
                isSkippable || other.isSkippable ? Math.max(skip, other.skip) + 1 : 0,
                Math.max(head, other.head) + 1,
                Math.max(tail, other.tail) + 1,
                Math.max(inside, other.inside) + 1);
    }

    RegexShape captured() {
        long skipped = isSkippable ? skip + 2 : 0;
        return new RegexShape(repeats, size + 2, isSkippable, skipped, Math.max(head + 1, skipped), tail + 1, inside);
    }

    RegexShape optional() {
        return new RegexShape(repeats, size + 1, true, skip + 1, head + 1, tail, inside);
    }

    RegexShape oneOrMore() {
        long skipped = isSkippable ? skip + 1 : 0;
        return new RegexShape(
                repeats,
                size + 1,
                isSkippable,
                skipped,
                Math.max(head, skipped),
                tail + 1,
                Math.max(inside, tail + 1 + head));
    }

    RegexShape zeroOrMore() {
        return oneOrMore().optional();
    }

    /**
     * From {@code min} to {@code max} times.
     *
     * @param max -1 for no bound
     */
    RegexShape times(int min, int max) {
        RegexShape written;
        if (max == 0) {
            written = NOTHING;
        } else if (max > 0) {
            written = copies(min).then(nestedOptions(max - min));
        } else {
            written = min == 0 ? zeroOrMore() : copies(min - 1).then(oneOrMore());
        }
        int most = Math.max(1, Math.max(min, max));
        return new RegexShape(
                repeats * most,
                written.size,
                written.isSkippable,
                written.skip,
                written.head,
                written.tail,
                written.inside);
    }

    private RegexShape copies(long count) {
        if (count == 0) {
            return EMPTY;
        }
        long others = (count - 1) * skip;
        return new RegexShape(
                repeats,
                count * size,
                isSkippable,
                count * skip,
                head + others,
                tail + others,
                count == 1 ? inside : Math.max(inside, tail + head + others - skip));
    }

    /** <code>(x(x(x)?)?)?</code>: each is left straight to the end, unless it is passed without consuming. */
    private RegexShape nestedOptions(long count) {
        if (count == 0) {
            return EMPTY;
        }
        long all = isSkippable ? count * (skip + 1) : 1;
        return new RegexShape(
                repeats, count * (size + 1), true, all, all + head, tail + all, Math.max(inside, tail + all + head));
    }
}
