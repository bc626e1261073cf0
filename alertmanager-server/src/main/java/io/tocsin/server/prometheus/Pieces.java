package io.tocsin.server.prometheus;

import io.tocsin.server.api.GoJson;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Iterators of pieces of JSON, so that long answers are written as they are sent. */
final class Pieces {
    private Pieces() {}

    /** What opens a value, its pieces, and what closes it. */
    static Iterator<GoJson.Body> within(GoJson.Body open, Iterator<GoJson.Body> inside, GoJson.Body close) {
        return joined(List.of(one(open), inside, one(close)).iterator());
    }

    static Iterator<GoJson.Body> array(Iterator<GoJson.Body> elements) {
        return within(GoJson::writeStartArray, elements, GoJson::writeEndArray);
    }

    /** An array of values each of which is written at once. */
    static <T> Iterator<GoJson.Body> array(List<T> elements, Function<T, GoJson.Body> written) {
        return array(each(elements.iterator(), written));
    }

    static <T, P> Iterator<P> each(Iterator<T> elements, Function<T, P> made) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return elements.hasNext();
            }

            @Override
            public P next() {
                return made.apply(elements.next());
            }
        };
    }

    static Iterator<GoJson.Body> one(GoJson.Body piece) {
        return List.of(piece).iterator();
    }

    /** One after the other; the next one is asked for when the last one has ended. */
    static Iterator<GoJson.Body> joined(Iterator<Iterator<GoJson.Body>> parts) {
        return new Iterator<>() {
            private Iterator<GoJson.Body> part = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!part.hasNext() && parts.hasNext()) {
                    part = parts.next();
                }
                return part.hasNext();
            }

            @Override
            public GoJson.Body next() {
                // Also skips to the part that has one.
                boolean isThere = hasNext();
                assert isThere : "asked beyond the end";
                return part.next();
            }
        };
    }
}
