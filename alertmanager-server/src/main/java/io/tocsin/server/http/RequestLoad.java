package io.tocsin.server.http;

/**
 * How much of what is limited the requests take that are being served.
 *
 * @param gets GET requests, streams left out
 * @param streams streams of events
 * @param bodyBytes of all bodies that are being read
 */
public record RequestLoad(int gets, int getsMax, int streams, int streamsMax, long bodyBytes, long bodyBytesMax) {}
