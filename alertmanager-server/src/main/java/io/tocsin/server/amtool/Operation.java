package io.tocsin.server.amtool;

/**
 * The operations of the API that the program uses, with what the original's messages call them.
 *
 * @see "Upstream: api/v2/client"
 */
enum Operation {
    GET_STATUS("getStatus", "GET", "/status", ""),
    GET_ALERTS("getAlerts", "GET", "/alerts", "400 500"),
    POST_ALERTS("postAlerts", "POST", "/alerts", "400 500"),
    GET_SILENCES("getSilences", "GET", "/silences", "400 500"),
    POST_SILENCES("postSilences", "POST", "/silences", "400 404"),
    GET_SILENCE("getSilence", "GET", "/silence/{silenceID}", "404 500"),
    DELETE_SILENCE("deleteSilence", "DELETE", "/silence/{silenceID}", "404 500"),
    /** Tocsin's own. */
    EXPLAIN("explain", "GET", "/api/tocsin/v1/explain", "400"),
    /** Tocsin's own. */
    HISTORY("history", "GET", "/api/tocsin/v1/history", "400"),
    /** Tocsin's own. */
    GET_CLUSTER("getCluster", "GET", "/api/tocsin/v1/cluster", ""),
    /** Tocsin's own. */
    GET_STATE_SILENCES("getState", "GET", "/api/tocsin/v1/state/silences", ""),
    /** Tocsin's own. */
    GET_STATE_NOTIFICATIONS("getState", "GET", "/api/tocsin/v1/state/nflog", ""),
    /** Tocsin's own. */
    TEST_RECEIVER("testReceiver", "POST", "/api/tocsin/v1/receivers/{name}/test", "");

    private static final String ID = "{silenceID}";
    private static final String NAME = "{name}";
    private static final String OWN = "/api/tocsin/";
    private static final String VERSION_2 = "/api/v2";

    private final String label;
    private final String method;
    private final String path;
    private final String errors;

    /** @param errors the statuses that the API's description names */
    Operation(String label, String method, String path, String errors) {
        this.label = label;
        this.method = method;
        this.path = path;
        this.errors = errors;
    }

    String method() {
        return method;
    }

    /** Whether it is Tocsin's own, so that no message of the original's names it. */
    boolean isOwn() {
        return path.startsWith(OWN);
    }

    /** Below the server's URL. */
    String path(String id) {
        String segment = ServerUrl.pathSegment(id);
        return (isOwn() ? "" : VERSION_2) + path.replace(ID, segment).replace(NAME, segment);
    }

    /** What is said of a status other than 200, without the body; undeclared statuses have no name. */
    String failure(int status) {
        String what = "[" + method + " " + path + "]";
        return isDeclared(status)
                ? what + "[" + status + "] " + label + name(status)
                : what + " " + label + " (status " + status + "): {}";
    }

    /** Whether the API's description gives this error a body, a text in JSON. */
    boolean hasText(int status) {
        boolean isAboutOne = path.endsWith(ID);
        return isDeclared(status) && !(isAboutOne && status == 404);
    }

    private boolean isDeclared(int status) {
        return errors.contains(String.valueOf(status));
    }

    private static String name(int status) {
        return switch (status) {
            case 400 -> "BadRequest";
            case 404 -> "NotFound";
            case 500 -> "InternalServerError";
            default -> throw new AssertionError("undeclared status: " + status);
        };
    }
}
