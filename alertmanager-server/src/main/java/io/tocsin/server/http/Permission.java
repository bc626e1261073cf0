package io.tocsin.server.http;

/** What a request asks its caller to be allowed to. Every route names one. */
public enum Permission {
    /** Nothing: whoever reaches the server may ask. For what reveals and changes nothing. */
    OPEN,
    /** See alerts, silences, configuration, metrics and the page. */
    READ,
    /** Post alerts. */
    POST,
    /** Create, change and expire silences. */
    SILENCE,
    /** Have notifications sent that no alert asked for. */
    TEST,
    /** Reload the configuration. */
    ADMIN
}
