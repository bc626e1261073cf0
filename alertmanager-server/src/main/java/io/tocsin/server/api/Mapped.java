package io.tocsin.server.api;

import java.util.Iterator;
import java.util.function.Function;

/** An iterator over what a function makes of another's elements, one at a time. */
record Mapped<A, B>(Iterator<A> source, Function<A, B> function) implements Iterator<B> {

    static <A, B> Iterator<B> over(Iterator<A> source, Function<A, B> function) {
        return new Mapped<>(source, function);
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public B next() {
        return function.apply(source.next());
    }
}
