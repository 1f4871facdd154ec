// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/link.h"

#include "ssh/iothreads.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {
Error closed()
{
    return {ErrorCode::Disconnected, QCoreApplication::translate("Session", "The connection was closed."), {}, {}};
}
} // namespace

std::shared_ptr<Link> Link::adopt(Transport transport, const AliveSettings &alive, Lost lost,
                                  std::shared_ptr<Link> through, std::function<Error(const Error &)> name)
{
    const std::shared_ptr<Link> link(new Link);
    link->m_thread = IoThreads::instance().next();
    link->m_through = through;
    auto parts = std::make_shared<Transport>(std::move(transport));
    const auto carrier = through ? through->m_place : nullptr;
    link->m_thread.post([place = link->m_place, carrier, parts, alive, lost = std::move(lost), name = std::move(name)] {
        const auto onLost = [place, carrier, lost, name](const Error &error) {
            Error told = name ? name(error) : error;
            if (carrier) {
                const std::lock_guard lock(carrier->mutex);
                told = carrier->loss.value_or(told);
            }
            {
                const std::lock_guard lock(place->mutex);
                place->loss = told;
            }
            if (lost)
                lost(told);
            return told;
        };
        place->session = new Session(std::move(*parts), alive, onLost, IoThreads::root());
        QObject::connect(place->session, &QObject::destroyed, [place] { place->session = nullptr; });
    });
    return link;
}

Link::~Link()
{
    m_thread.post([place = m_place] { delete place->session; });
}

bool Link::isAlive() const
{
    const std::lock_guard lock(m_place->mutex);
    return !m_place->loss;
}

std::optional<Error> Link::loss() const
{
    const std::lock_guard lock(m_place->mutex);
    return m_place->loss;
}

void Link::withSession(std::function<void(Session *)> action) const
{
    if (!m_thread.post([place = m_place, action] { action(place->session); }))
        action(nullptr);
}

void Link::add(std::shared_ptr<SessionTask> task) const
{
    withSession([task](Session *session) {
        if (session)
            session->add(task);
        else
            task->abort(closed());
    });
}

void Link::cancel(std::shared_ptr<SessionTask> task, const Error &error) const
{
    withSession([task, error](Session *session) {
        if (session)
            session->cancel(task, error);
        else
            task->abort(error);
    });
}

void Link::wake() const
{
    withSession([](Session *session) {
        if (session)
            session->pump();
    });
}

} // namespace bouncepro
