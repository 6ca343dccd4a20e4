# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1329,948 font 'sans,12' background '#ffffff'
set output 'nfe20.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1329]
set yrange [0:948]
set label 'At most 20 evaluations' at 14,924 left noenhanced font ',15' textcolor rgb '#222222'
set label 'dpmpp_2m, w = 1,  NFE 20,  FD 83.0,  precision 0.835,  recall 0.518' at 14,888 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 1.5,  NFE 20,  FD 48.5,  precision 0.868,  recall 0.530' at 14,788 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2,  NFE 20,  FD 28.1,  precision 0.887,  recall 0.462' at 14,688 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3,  NFE 20,  FD 24.6,  precision 0.889,  recall 0.370' at 14,588 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 5,  NFE 20,  FD 65.5,  precision 0.830,  recall 0.289' at 14,488 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2, from 0.3 to 3,  NFE 19,  FD 50.4,  precision 0.881,  recall 0.502' at 14,388 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3, from 0.3 to 3,  NFE 19,  FD 26.2,  precision 0.886,  recall 0.470' at 14,288 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2, by cifar10,  NFE 20,  FD 15.0,  precision 0.794,  recall 0.580' at 14,188 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3, by cifar10,  NFE 20,  FD 27.6,  precision 0.710,  recall 0.519' at 14,88 left noenhanced textcolor rgb '#444444'
plot '../pictures/dpmpp_2m-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,810.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_1.5-log_snr-nfe20.png' binary filetype=png origin=(14.5,710.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2-log_snr-nfe20.png' binary filetype=png origin=(14.5,610.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,510.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_5-log_snr-nfe20.png' binary filetype=png origin=(14.5,410.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,310.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,210.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__by_cifar10-log_snr-nfe20.png' binary filetype=png origin=(14.5,110.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__by_cifar10-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
