package io.tocsin.server.http;

import io.vertx.core.http.HttpHeaders;

/**
 * Names of response headers in the spelling that Go sends: clients must not care, scripts that search the output of
 * {@code curl -i} do.
 */
public final class HeaderName {
    public static final CharSequence ALLOW = HttpHeaders.createOptimized("Allow");
    public static final CharSequence ALLOW_CREDENTIALS =
            HttpHeaders.createOptimized("Access-Control-Allow-Credentials");
    public static final CharSequence ALLOW_HEADERS = HttpHeaders.createOptimized("Access-Control-Allow-Headers");
    public static final CharSequence ALLOW_METHODS = HttpHeaders.createOptimized("Access-Control-Allow-Methods");
    public static final CharSequence ALLOW_ORIGIN = HttpHeaders.createOptimized("Access-Control-Allow-Origin");
    public static final CharSequence AUTHENTICATE = HttpHeaders.createOptimized("Www-Authenticate");
    public static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
    public static final CharSequence CONNECTION = HttpHeaders.createOptimized("Connection");
    public static final CharSequence CONTENT_ENCODING = HttpHeaders.createOptimized("Content-Encoding");
    public static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
    public static final CharSequence CONTENT_SECURITY_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    public static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
    public static final CharSequence DATE = HttpHeaders.createOptimized("Date");
    public static final CharSequence ETAG = HttpHeaders.createOptimized("ETag");
    public static final CharSequence EXPIRES = HttpHeaders.createOptimized("Expires");
    public static final CharSequence LOCATION = HttpHeaders.createOptimized("Location");
    public static final CharSequence OPENER_POLICY = HttpHeaders.createOptimized("Cross-Origin-Opener-Policy");
    public static final CharSequence PERMISSIONS_POLICY = HttpHeaders.createOptimized("Permissions-Policy");
    public static final CharSequence PRAGMA = HttpHeaders.createOptimized("Pragma");
    public static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    public static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
    public static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
    public static final CharSequence X_ACCEL_BUFFERING = HttpHeaders.createOptimized("X-Accel-Buffering");
    public static final CharSequence X_CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");
    public static final CharSequence X_FRAME_OPTIONS = HttpHeaders.createOptimized("X-Frame-Options");

    private HeaderName() {}
}
