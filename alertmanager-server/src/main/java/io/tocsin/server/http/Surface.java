package io.tocsin.server.http;

/** A part of the paths that the server answers. Thread-safe: asked on any event loop. */
public interface Surface {
    /** What answers the request; for an unknown path what says so. Answers nothing itself. */
    Route find(Exchange exchange);

    /** Turns a request away in the form in which this part answers errors. */
    void refuse(Exchange exchange, int status, String why);
}
