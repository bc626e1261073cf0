package io.tocsin.server.http;

/** How a part of the paths answers errors. Thread-safe. */
@FunctionalInterface
public interface ErrorForm {
    /** @param text one sentence */
    void answer(Exchange exchange, int status, String text);
}
