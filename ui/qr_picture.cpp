// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/qr_picture.h"

#include <QPainter>

namespace mathtts
{

namespace
{
constexpr int border = 4;      // modules, as ISO/IEC 18004 wants it
constexpr int usualSize = 165; // pixels, five for each module of most addresses
} // namespace

QrPicture::QrPicture(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrPicture::setCode(std::vector<std::vector<bool>> code)
{
    m_code = std::move(code);
    update();
}

QSize QrPicture::sizeHint() const
{
    return {usualSize, usualSize};
}

void QrPicture::paintEvent(QPaintEvent *)
{
    if (m_code.empty()) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(rect(), 6, 6);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::black);
    // Whole device pixels for each module keep its edges sharp.
    const int modules = static_cast<int>(m_code.size());
    const qreal ratio = devicePixelRatioF();
    const qreal module = std::max(1.0, std::floor(width() * ratio / (modules + 2 * border))) / ratio;
    const qreal start = std::floor((width() - module * modules) * ratio / 2) / ratio;
    for (int row = 0; row < modules; ++row)
        for (int column = 0; column < modules; ++column)
            if (m_code[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)])
                painter.drawRect(QRectF(start + column * module, start + row * module, module, module));
}

} // namespace mathtts
