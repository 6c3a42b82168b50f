// SPDX-License-Identifier: GPL-3.0-or-later
// The smallest answer that Qt's HTTP server can give, for load.py to compare with.
#include <QCoreApplication>
#include <QHttpServer>
#include <QJsonObject>
#include <QTcpServer>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    QHttpServer server;
    server.route("/hello", [] { return QJsonObject{{"hello", "world"}}; });
    auto *listener = new QTcpServer(&server);
    if (!listener->listen(QHostAddress::LocalHost) || !server.bind(listener)) return 1;
    std::printf("%d\n", listener->serverPort());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
