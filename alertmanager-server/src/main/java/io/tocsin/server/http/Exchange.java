package io.tocsin.server.http;

import io.netty.channel.ChannelFuture;
import io.tocsin.core.memory.ByteBudget;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.impl.VertxConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Belongs to one event loop; {@link #resume} brings other threads' results there.
 *
 * <p>Answers given after the request has timed out, or after its client has gone, are dropped.
 */
public final class Exchange {
    public static final String TEXT = "text/plain; charset=utf-8";
    public static final String HTML = "text/html; charset=utf-8";

    /** Of HTTP/2's error codes. */
    private static final long INTERNAL_ERROR = 2;

    private final HttpServerRequest request;
    private final Context context;
    private final ByteBudget bodies;
    private final RequestTarget target;
    private final String path;
    private final String rawPath;
    private String handler = "";
    private String name = "";
    private Identity identity = Identity.ANONYMOUS;
    private String address = "";
    private boolean closesAfterAnswer;

    // Volatile: set on the event loop, read by workers.
    private volatile boolean isOverSeen;

    private boolean isCompressible;
    private @Nullable Gzip gzip;
    private final ClientPatience reader = new ClientPatience();

    /** Calls off what ends a wait for the client. */
    private Runnable waitEnd = () -> {};

    private final List<Runnable> whenOver = new ArrayList<>(2);
    private ErrorForm errors = Exchange::plainError;

    /** @param prefix taken off the path where it is below it */
    Exchange(HttpServerRequest request, Context context, RequestTarget target, String prefix, ByteBudget bodies) {
        this.bodies = bodies;
        this.request = request;
        this.context = context;
        this.target = target;
        this.path = below(prefix, target.cleanPath());
        this.rawPath = rawBelow(prefix, target.rawPath());
    }

    /** Of a prefix such as {@code /a b}, which comes with escapes, the usual ones are taken off, as upstream does. */
    private static String rawBelow(String prefix, String rawPath) {
        String rest = below(prefix, rawPath);
        return rest.equals(rawPath) ? below(RequestTarget.encodePath(prefix), rawPath) : rest;
    }

    private static String below(String prefix, String path) {
        return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    public HttpMethod method() {
        return request.method();
    }

    public boolean isGet() {
        return method().equals(HttpMethod.GET);
    }

    /** Decoded, cleaned, without the route prefix; begins with a slash. */
    public String path() {
        return path;
    }

    /** As sent, escapes included, without the route prefix. */
    public String rawPath() {
        return rawPath;
    }

    public QueryParameters query() {
        return QueryParameters.parse(target.query());
    }

    /** Characters of the query as it was sent, escapes included. */
    public int queryLength() {
        return target.query().length();
    }

    RequestTarget target() {
        return target;
    }

    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** The host that was asked, with its port if it has one; empty if the client does not say. */
    Optional<String> host() {
        // HTTP/2 has no header for it.
        return header(HttpHeaders.HOST)
                .or(() -> Optional.ofNullable(request.authority(true)).map(Exchange::text));
    }

    private static String text(HostAndPort authority) {
        return authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
    }

    private boolean isHttp2() {
        return request.version() == HttpVersion.HTTP_2;
    }

    public HttpServerRequest request() {
        return request;
    }

    public HttpServerResponse response() {
        return request.response();
    }

    /** Tells who asks; called once the gate has let the request in. */
    void isFrom(Gate.Verdict.Admitted caller) {
        identity = caller.identity();
        address = caller.address();
    }

    /** Who asks. */
    public Identity identity() {
        return identity;
    }

    /** The IP address of whoever asks: the client's where it comes through a proxy that the operator trusts. */
    public String address() {
        return address;
    }

    /** Tells the name in the middle of the path. */
    void isAbout(String decoded) {
        name = decoded;
    }

    /** The name in the middle of a path that {@link Routes#addItem} added, decoded; empty for other paths. */
    public String name() {
        return name;
    }

    /** Names the route for the request metrics. */
    void handledBy(String name) {
        handler = name;
    }

    String handler() {
        return handler;
    }

    /** Reads the body. Must be called before the handler of the request returns. */
    public void readBody(RequestBody.Limit limit, RequestBody.Receiver receiver) {
        readBody(bodies, limit, receiver);
    }

    /** As the other one, for a body that does not share the memory of all the others. */
    public void readBody(ByteBudget memory, RequestBody.Limit limit, RequestBody.Receiver receiver) {
        RequestBody.read(this, memory, limit, receiver);
    }

    /**
     * Runs {@code late} on the event loop of this exchange after a while, unless it is called off before.
     *
     * @return calls it off
     */
    Runnable after(long millis, Runnable late) {
        long timer = context.owner().setTimer(Math.max(1, millis), fired -> late.run());
        return () -> context.owner().cancelTimer(timer);
    }

    /** Runs {@code cleanup} once, when the answer is out or the client has gone; at once if that was before. */
    public void whenOver(Runnable cleanup) {
        if (isOverSeen) {
            cleanup.run();
            return;
        }
        if (whenOver.isEmpty()) {
            // A client that goes away before it has its answer ends no response, and a finished response sees no close.
            response().endHandler(ended -> over());
            response().closeHandler(closed -> over());
        }
        whenOver.add(cleanup);
    }

    private void over() {
        if (!isOverSeen) {
            isOverSeen = true;
            waitEnd.run();
            whenOver.forEach(Runnable::run);
        }
    }

    /** Runs {@code next} on the event loop of this exchange. If it breaks, there is an answer all the same. */
    public void resume(Runnable next) {
        context.runOnContext(nothing -> {
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                if (response().headWritten()) {
                    cutShort();
                } else {
                    error(500, "internal error, see the log");
                }
                throw e;
            }
        });
    }

    /** Whether an answer would go nowhere: there is one, or the client has gone. */
    public boolean isOver() {
        return response().headWritten() || response().ended() || response().closed();
    }

    /** Whether nobody waits any more: the answer is out, or the client has gone. For any thread, once {@link #whenOver} was called. */
    public boolean isAbandoned() {
        return isOverSeen;
    }

    public void setHeader(CharSequence name, CharSequence value) {
        if (!isOver()) {
            response().putHeader(name, value);
        }
    }

    /** Sets a header unless the operator's web configuration has set it. */
    void setHeaderIfAbsent(CharSequence name, CharSequence value) {
        if (!isOver() && !response().headers().contains(name)) {
            response().putHeader(name, value);
        }
    }

    /**
     * Tags the answer, and answers 304 without a body if the client says that it has kept one with this tag.
     *
     * @param tag quoted; behind {@code W/} unless all answers that have it are the same byte for byte
     * @return whether that was the answer
     */
    public boolean answersNotModified(String tag) {
        setHeader(HeaderName.ETAG, tag);
        boolean isKept = EntityTag.isAmong(header(HttpHeaders.IF_NONE_MATCH).orElse(""), tag);
        if (isKept) {
            end(304);
        }
        return isKept;
    }

    /** Whether the client takes compressed bodies. */
    public boolean acceptsGzip() {
        return AcceptedCodings.includeGzip(header(HttpHeaders.ACCEPT_ENCODING).orElse(""));
    }

    /**
     * Compresses the answer if the client takes that and its body is not short.
     *
     * <p>Deviation D-070: the original compresses only metrics.
     */
    public void allowGzip() {
        isCompressible = true;
    }

    /** Says that the answer is another one for clients that take it compressed, or do not; and whether this one does. */
    private boolean announceGzip() {
        String vary = response().headers().get(HeaderName.VARY);
        response().putHeader(HeaderName.VARY, vary == null ? "Accept-Encoding" : vary + ", Accept-Encoding");
        if (!acceptsGzip()) {
            return false;
        }
        response().putHeader(HeaderName.CONTENT_ENCODING, "gzip");
        return true;
    }

    /** Answers without a body. */
    public void end(int status) {
        if (!isOver()) {
            boolean hasLength = status >= 200 && status != 204 && status != 304;
            if (hasLength && !method().equals(HttpMethod.HEAD)) {
                response().putHeader(HeaderName.CONTENT_LENGTH, "0");
            }
            closeIfAsked(response().setStatusCode(status).end());
        }
    }

    public void end(int status, String contentType, Buffer body) {
        if (isOver()) {
            return;
        }
        if (isCompressible && body.length() >= Gzip.BODY_MIN_BYTES && announceGzip()) {
            send(status, contentType, Gzip.compress(body));
        } else {
            send(status, contentType, body);
        }
    }

    private void send(int status, String contentType, Buffer body) {
        response()
                .setStatusCode(status)
                .putHeader(HeaderName.CONTENT_TYPE, contentType)
                .putHeader(HeaderName.CONTENT_LENGTH, Integer.toString(body.length()));
        boolean isHead = method().equals(HttpMethod.HEAD);
        closeIfAsked(isHead ? response().end() : response().end(body));
    }

    /**
     * Begins an answer whose length is not known; pieces follow through {@link #write}, the last one through {@link
     * #endStream}.
     */
    public void beginStream(int status, String contentType) {
        if (request.version() == HttpVersion.HTTP_1_0) {
            // Without chunks, only the end of the connection shows the end of the body.
            closeAfterAnswer();
        }
        response()
                .setStatusCode(status)
                .putHeader(HeaderName.CONTENT_TYPE, contentType)
                .setChunked(true);
        if (isCompressible && announceGzip()) {
            Gzip made = new Gzip();
            gzip = made;
            whenOver(made::close);
        }
    }

    /**
     * Sends a piece of a body that {@link #beginStream} began.
     *
     * @return complete when the operating system has taken the piece, which it does not from a client that reads nothing; failed when
     *     the client has gone
     */
    public Future<Void> write(Buffer piece) {
        if (isOverSeen) {
            return Future.failedFuture("the client has gone");
        }
        reader.moved(piece.length());
        Buffer ready = gzip == null ? piece : gzip.add(piece);
        return ready.length() > 0 ? response().write(ready) : Future.succeededFuture();
    }

    /**
     * Runs {@code next} when the client has taken most of what was written, after others have been served. If it takes too
     * little for too long, the answer ends.
     */
    public void whenTaken(Runnable next) {
        if (!response().writeQueueFull()) {
            resume(next);
            return;
        }
        long begun = System.nanoTime();
        waitEnd = after(reader.leftMillis(), this::cutShort);
        response().drainHandler(drained -> {
            waitEnd.run();
            reader.waited(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            next.run();
        });
    }

    public void endStream(Buffer lastPiece) {
        if (isOverSeen) {
            return;
        }
        closeIfAsked(response().end(gzip == null ? lastPiece : gzip.last(lastPiece)));
    }

    private void closeIfAsked(Future<Void> sent) {
        if (closesAfterAnswer) {
            sent.onComplete(done -> request.connection().close());
        }
    }

    public void end(int status, String contentType, String body) {
        end(status, contentType, Buffer.buffer(body));
    }

    /** Answers with a plain sentence, as Go's {@code http.Error}. */
    public void error(int status, String text) {
        errors.answer(this, status, text);
    }

    /** In which form {@link #error} answers from now on. */
    void answersErrorsAs(ErrorForm form) {
        errors = form;
    }

    private void plainError(int status, String text) {
        setHeader(HeaderName.X_CONTENT_TYPE_OPTIONS, "nosniff");
        end(status, TEXT, text + "\n");
    }

    public void notFound() {
        error(404, "404 page not found");
    }

    void redirect(int status, String title, String location) {
        setHeader(HeaderName.LOCATION, location);
        if (isGet()) {
            end(status, HTML, "<a href=\"" + escapeHtml(location) + "\">" + title + "</a>.\n\n");
        } else {
            end(status);
        }
    }

    /**
     * Sends a browser that has followed a link of at most one level below the root to a place of the page; the query
     * goes along.
     *
     * @param place behind the page's {@code #}, with a leading slash
     */
    public void redirectToPage(String place) {
        // Relative, so that it holds behind any proxy and prefix.
        String query = target.query().isEmpty() ? "" : "?" + target.query();
        String root = path().lastIndexOf('/') > 0 ? "../" : "./";
        redirect(302, "Found", root + "#" + place + query);
    }

    private static String escapeHtml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    /** Makes the connection close once the answer is out; for requests whose rest is not going to be read. */
    public void closeAfterAnswer() {
        // Of HTTP/2 the stream is, which is not the connection of other requests.
        if (!isHttp2()) {
            closesAfterAnswer = true;
            setHeader(HeaderName.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** Ends an answer that has begun so that its client sees that it is not whole, at once: what waits to be sent is dropped. */
    public void cutShort() {
        if (isHttp2()) {
            response().reset(INTERNAL_ERROR);
        } else if (request.connection() instanceof VertxConnection known) {
            // The connection's own close waits until what was written is sent: for ever with a client that reads
            // nothing.
            ChannelFuture unused = known.channelHandlerContext().close();
        } else {
            request.connection().close();
        }
    }
}
