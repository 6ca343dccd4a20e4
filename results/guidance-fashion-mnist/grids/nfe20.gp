# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1169,1520 font 'sans,12' background '#ffffff'
set output 'nfe20.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1169]
set yrange [0:1520]
set label 'At most 20 evaluations' at 14,1496 left noenhanced font ',15' textcolor rgb '#222222'
set label 'dpmpp_2m, w = 1,  NFE 20,  FD 10.7,  precision 0.707,  recall 0.797' at 14,1460 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 1.5,  NFE 20,  FD 6.62,  precision 0.762,  recall 0.731' at 14,1368 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2,  NFE 20,  FD 8.31,  precision 0.759,  recall 0.680' at 14,1276 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3,  NFE 20,  FD 14.3,  precision 0.738,  recall 0.575' at 14,1184 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 5,  NFE 20,  FD 23.8,  precision 0.671,  recall 0.473' at 14,1092 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 8,  NFE 20,  FD 29.2,  precision 0.594,  recall 0.410' at 14,1000 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 1.5, from 0.3 to 3,  NFE 19,  FD 7.75,  precision 0.728,  recall 0.778' at 14,908 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2, from 0.3 to 3,  NFE 19,  FD 6.42,  precision 0.739,  recall 0.770' at 14,816 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3, from 0.3 to 3,  NFE 19,  FD 6.65,  precision 0.733,  recall 0.751' at 14,724 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 5, from 0.3 to 3,  NFE 19,  FD 10.6,  precision 0.714,  recall 0.733' at 14,632 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 8, from 0.3 to 3,  NFE 19,  FD 15.7,  precision 0.652,  recall 0.706' at 14,540 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 1.5, by fashion-mnist-conditional-early,  NFE 20,  FD 7.58,  precision 0.704,  recall 0.823' at 14,448 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 2, by fashion-mnist-conditional-early,  NFE 20,  FD 6.62,  precision 0.716,  recall 0.835' at 14,356 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 3, by fashion-mnist-conditional-early,  NFE 20,  FD 6.97,  precision 0.656,  recall 0.826' at 14,264 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 5, by fashion-mnist-conditional-early,  NFE 20,  FD 66.5,  precision 0.662,  recall 0.819' at 14,172 left noenhanced textcolor rgb '#444444'
set label 'dpmpp_2m, w = 8, by fashion-mnist-conditional-early,  NFE 20,  FD 198,  precision 0.932,  recall 0.513' at 14,80 left noenhanced textcolor rgb '#444444'
plot '../pictures/dpmpp_2m-vp_linear-w_=_1-log_snr-nfe20.png' binary filetype=png origin=(14.5,1390.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_1.5-log_snr-nfe20.png' binary filetype=png origin=(14.5,1298.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2-log_snr-nfe20.png' binary filetype=png origin=(14.5,1206.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,1114.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_5-log_snr-nfe20.png' binary filetype=png origin=(14.5,1022.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_8-log_snr-nfe20.png' binary filetype=png origin=(14.5,930.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_1.5__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,838.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,746.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,654.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_5__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,562.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_8__from_0.3_to_3-log_snr-nfe20.png' binary filetype=png origin=(14.5,470.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_1.5__by_fashion-mnist-conditional-early-log_snr-nfe20.png' binary filetype=png origin=(14.5,378.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_2__by_fashion-mnist-conditional-early-log_snr-nfe20.png' binary filetype=png origin=(14.5,286.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_3__by_fashion-mnist-conditional-early-log_snr-nfe20.png' binary filetype=png origin=(14.5,194.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_5__by_fashion-mnist-conditional-early-log_snr-nfe20.png' binary filetype=png origin=(14.5,102.5) with rgbimage, \
     '../pictures/dpmpp_2m-vp_linear-w_=_8__by_fashion-mnist-conditional-early-log_snr-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
